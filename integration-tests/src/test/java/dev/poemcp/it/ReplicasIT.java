package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.emulator.PoeEmulator;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two servers that know nothing of each other: what one began, the other goes on with. */
final class ReplicasIT {
    private static final String ASKS = "{\"elicitation\":{\"form\":{}}}";
    private static final String TASKS = "{\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}";

    @Test
    void consentThatOneServerAskedForIsGivenToTheOther() throws InterruptedException {
        try (var poe = PoeEmulator.start();
                var one = HttpServer.start(Launch.serverFor(poe));
                var two = HttpServer.start(Launch.serverFor(poe))) {
            var client = new ModernHttp(ASKS, Map.of());

            var question =
                    client.tool(one.uri(), "purge_all_conversations", "{}").path("result");
            assertEquals("input_required", question.path("resultType").asText(), question::toString);
            assertEquals(0, poe.requests().count("purge"));
            var key = question.path("inputRequests").fieldNames().next();
            var again =
                    ModernHttp.object("{\"name\":\"purge_all_conversations\",\"arguments\":{},\"inputResponses\":{\""
                            + key + "\":{\"action\":\"accept\",\"content\":{\"confirm\":true}}}}");
            var forged = again.deepCopy()
                    .put("requestState", question.path("requestState").asText() + "x");
            again.set("requestState", question.path("requestState"));

            var refused = client.call(two.uri(), "tools/call", forged);
            var done = client.call(two.uri(), "tools/call", again);

            assertEquals(-32602, refused.path("error").path("code").asInt(), refused::toString);
            assertTrue(
                    done.path("result").path("structuredContent").path("purged").asBoolean(), done::toString);
            assertEquals(1, poe.requests().count("purge"));
        }
    }

    @Test
    void aTaskOutlivesTheServerThatBeganIt() throws InterruptedException {
        try (var poe = PoeEmulator.start()) {
            poe.bot("Thinker").after(Duration.ofSeconds(4)).says("It ", "depends.");
            poe.bot("Quick").says("Yes.");
            var client = new ModernHttp(TASKS, Map.of());
            String single;
            String several;
            try (var first = HttpServer.start(Launch.serverFor(poe))) {
                single = task(client.tool(first.uri(), "send_message", "{\"bot\":\"Thinker\",\"message\":\"Why?\"}"));
                several = task(client.tool(
                        first.uri(), "compare_bots", "{\"bots\":[\"Quick\",\"Thinker\"],\"message\":\"Why?\"}"));
            }
            try (var second = HttpServer.start(Launch.serverFor(poe))) {
                var reply = await(client, second.uri(), single);
                var replies = await(client, second.uri(), several)
                        .path("structuredContent")
                        .path("replies");

                assertEquals(
                        "It depends.",
                        reply.path("structuredContent").path("text").asText());
                assertEquals("Yes.", replies.path(0).path("text").asText(), replies::toString);
                assertEquals("It depends.", replies.path(1).path("text").asText(), replies::toString);
                assertEquals(3, poe.sentMessages().size(), "each message was sent once");
            }
        }
    }

    @Test
    void aCancelledTaskIsCancelledAtPoe() throws InterruptedException {
        try (var poe = PoeEmulator.start();
                var one = HttpServer.start(Launch.serverFor(poe));
                var two = HttpServer.start(Launch.serverFor(poe))) {
            poe.bot("Slow").says("one ").thenStalls();
            var client = new ModernHttp(TASKS, Map.of());
            var id = task(client.tool(one.uri(), "send_message", "{\"bot\":\"Slow\",\"message\":\"Go.\"}"));

            var answer = client.call(two.uri(), "tasks/cancel", named(id));

            assertEquals("complete", answer.path("result").path("resultType").asText(), answer::toString);
            assertEquals(1, poe.requests().count("cancel"));
        }
    }

    @Test
    void pagesGoOnAtTheOtherServer() throws InterruptedException {
        try (var poe = PoeEmulator.start();
                var one = HttpServer.start(Launch.serverFor(poe));
                var two = HttpServer.start(Launch.serverFor(poe))) {
            var client = new ModernHttp("{}", Map.of());
            var servers = new URI[] {one.uri(), two.uri()};
            var seen = new HashSet<String>();
            var pages = 0;
            JsonNode page;
            var params = ModernHttp.object("{}");
            do {
                page = client.call(servers[pages % 2], "resources/list", params).path("result");
                page.path("resources")
                        .forEach(resource ->
                                assertTrue(seen.add(resource.path("uri").asText())));
                params = ModernHttp.object("{}")
                        .put("cursor", page.path("nextCursor").asText());
                pages++;
            } while (page.hasNonNull("nextCursor"));

            assertTrue(seen.contains("poe://settings"), seen::toString);
            assertFalse(seen.isEmpty());
        }
    }

    private static String task(JsonNode answer) {
        var result = answer.path("result");
        assertEquals("task", result.path("resultType").asText(), answer::toString);
        return result.path("taskId").asText();
    }

    private static com.fasterxml.jackson.databind.node.ObjectNode named(String id) {
        return ModernHttp.object("{}").put("taskId", id);
    }

    private static JsonNode await(ModernHttp client, URI server, String id) {
        var last = new JsonNode[1];
        Waiting.until("the task is completed", () -> {
            last[0] = client.call(server, "tasks/get", named(id)).path("result");
            return !last[0].path("status").asText().equals("working");
        });
        assertEquals("completed", last[0].path("status").asText(), last[0]::toString);
        return last[0].path("result");
    }
}
