package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.PoeEmulator;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two independent servers: each continues what the other started. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(ServerExtension.class)
final class ReplicasIT {
    private static final String WITH_ELICITATION = "{\"elicitation\":{\"form\":{}}}";
    private static final String WITH_TASKS = "{\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}";

    private final PoeEmulator poe;
    private final HttpServer one;
    private final HttpServer two;

    ReplicasIT(PoeEmulator poe, HttpServer one, HttpServer two) {
        this.poe = poe;
        this.one = one;
        this.two = two;
    }

    /** Last, since it deletes all chats. */
    @Test
    @Order(Integer.MAX_VALUE)
    void consentRequestedByOneServer_isAcceptedByTheOther() {
        var client = new StatelessHttpClient(WITH_ELICITATION, Map.of());

        var question = client.tool(one.uri(), "purge_all_conversations", "{}").path("result");
        assertEquals("input_required", question.path("resultType").asText(), question::toString);
        assertEquals(0, poe.requests().count("purge"));
        var key = question.path("inputRequests").fieldNames().next();
        var confirmed = StatelessHttpClient.object(
                "{\"name\":\"purge_all_conversations\",\"arguments\":{},\"inputResponses\":{\"" + key
                        + "\":{\"action\":\"accept\",\"content\":{\"confirm\":true}}}}");
        var forged = confirmed
                .deepCopy()
                .put("requestState", question.path("requestState").asText() + "x");
        confirmed.set("requestState", question.path("requestState"));

        var rejected = client.call(two.uri(), "tools/call", forged);
        var done = client.call(two.uri(), "tools/call", confirmed);

        assertEquals(-32602, rejected.path("error").path("code").asInt(), rejected::toString);
        assertTrue(done.path("result").path("structuredContent").path("purged").asBoolean(), done::toString);
        assertEquals(1, poe.requests().count("purge"));
    }

    @Test
    void task_outlivesItsServer(HttpServer first, Servers servers) {
        poe.bot("Thinker").after(Duration.ofSeconds(4)).says("It ", "depends.");
        poe.bot("Quick").says("Yes.");
        var client = new StatelessHttpClient(WITH_TASKS, Map.of());
        int sentBefore = poe.sentMessages().size();
        String single = task(client.tool(first.uri(), "send_message", "{\"bot\":\"Thinker\",\"message\":\"Why?\"}"));
        String several = task(
                client.tool(first.uri(), "compare_bots", "{\"bots\":[\"Quick\",\"Thinker\"],\"message\":\"Why?\"}"));
        first.close();

        var second = servers.http(Launch.serverFor(poe));
        var reply = await(client, second.uri(), single);
        var replies =
                await(client, second.uri(), several).path("structuredContent").path("replies");

        assertEquals("It depends.", reply.path("structuredContent").path("text").asText());
        assertEquals("Yes.", replies.path(0).path("text").asText(), replies::toString);
        assertEquals("It depends.", replies.path(1).path("text").asText(), replies::toString);
        assertEquals(sentBefore + 3, poe.sentMessages().size(), "each message was sent once");
    }

    @Test
    void cancelledTask_isCancelledAtPoe() {
        poe.bot("Slow").says("one ").thenStalls();
        var client = new StatelessHttpClient(WITH_TASKS, Map.of());
        var id = task(client.tool(one.uri(), "send_message", "{\"bot\":\"Slow\",\"message\":\"Go.\"}"));

        var response = client.call(two.uri(), "tasks/cancel", taskParams(id));

        assertEquals("complete", response.path("result").path("resultType").asText(), response::toString);
        assertEquals(1, poe.requests().count("cancel"));
    }

    @Test
    void cursor_isAcceptedByTheOtherServer() {
        var client = new StatelessHttpClient("{}", Map.of());
        var servers = new URI[] {one.uri(), two.uri()};
        var seen = new HashSet<String>();
        var pages = 0;
        JsonNode page;
        var params = StatelessHttpClient.object("{}");
        do {
            page = client.call(servers[pages % 2], "resources/list", params).path("result");
            page.path("resources")
                    .forEach(
                            resource -> assertTrue(seen.add(resource.path("uri").asText())));
            params = StatelessHttpClient.object("{}")
                    .put("cursor", page.path("nextCursor").asText());
            pages++;
        } while (page.hasNonNull("nextCursor"));

        assertTrue(seen.contains("poe://settings"), seen::toString);
        assertFalse(seen.isEmpty());
    }

    private static String task(JsonNode response) {
        var result = response.path("result");
        assertEquals("task", result.path("resultType").asText(), response::toString);
        return result.path("taskId").asText();
    }

    private static ObjectNode taskParams(String id) {
        return StatelessHttpClient.object("{}").put("taskId", id);
    }

    private static JsonNode await(StatelessHttpClient client, URI server, String id) {
        var last = new JsonNode[1];
        Waiting.until("the task is completed", () -> {
            last[0] = client.call(server, "tasks/get", taskParams(id)).path("result");
            return !last[0].path("status").asText().equals("working");
        });
        assertEquals("completed", last[0].path("status").asText(), last[0]::toString);
        return last[0].path("result");
    }
}
