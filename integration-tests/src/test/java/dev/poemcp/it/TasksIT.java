package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.PoeEmulator;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Replies as tasks of revision 2026-07-28. */
@ExtendWith(ServerExtension.class)
final class TasksIT {
    private final StatelessHttpClient client =
            new StatelessHttpClient("{\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}", Map.of());

    @Test
    void cancelledFinishedTask_leavesOtherReplyOfItsChat(PoeEmulator poe, HttpServer server) {
        poe.bot("Thinker").after(Duration.ofSeconds(3)).says("It depends.");
        poe.bot("Endless").says("one ").thenStalls();
        var finished = task(client.tool(server.uri(), "send_message", "{\"bot\":\"Thinker\",\"message\":\"Why?\"}"));
        var chat = await(server.uri(), finished)
                .path("structuredContent")
                .path("chat")
                .path("chat_id");
        var growing = task(client.tool(
                server.uri(), "send_message", "{\"bot\":\"Endless\",\"message\":\"Go.\",\"chat_id\":" + chat + "}"));

        client.call(server.uri(), "tasks/cancel", taskParams(finished));
        assertEquals(0, poe.requests().count("cancel"), "the other reply continues");
        assertEquals("working", status(server.uri(), growing));
        client.call(server.uri(), "tasks/cancel", taskParams(growing));

        assertEquals(1, poe.requests().count("cancel"));
    }

    @Test
    void task_isReadAndCancelledWithDisabledTools(PoeEmulator poe, Servers servers) {
        var server = servers.http(Launch.serverFor(poe)
                .measuringCoverage()
                .env("POE_TOOLSETS", "bots")
                .env("POE_TOOLS", "send_message"));
        poe.bot("Thinker").after(Duration.ofSeconds(3)).says("It depends.");
        poe.bot("Endless").says("one ").thenStalls();
        var read = task(client.tool(server.uri(), "send_message", "{\"bot\":\"Thinker\",\"message\":\"Why?\"}"));
        var cancelled = task(client.tool(server.uri(), "send_message", "{\"bot\":\"Endless\",\"message\":\"Go.\"}"));

        var reply = await(server.uri(), read);
        client.call(server.uri(), "tasks/cancel", taskParams(cancelled));

        assertEquals("It depends.", reply.path("structuredContent").path("text").asText(), reply::toString);
        assertEquals(1, poe.requests().count("cancel"));
        Waiting.until(
                "the task is cancelled", () -> status(server.uri(), cancelled).equals("cancelled"));
    }

    @Test
    void taskByKey_isReadAndCancelled(PoeEmulator poe, Servers servers) {
        var server = servers.http(Launch.withKey(poe));
        poe.bot("Thinker").after(Duration.ofSeconds(3)).says("It depends.");
        poe.bot("Endless").says("one ").thenStalls();
        var read = task(client.tool(server.uri(), "send_message", "{\"bot\":\"Thinker\",\"message\":\"Why?\"}"));
        var cancelled = task(client.tool(server.uri(), "send_message", "{\"bot\":\"Endless\",\"message\":\"Go.\"}"));

        var reply = await(server.uri(), read);
        client.call(server.uri(), "tasks/cancel", taskParams(cancelled));

        assertEquals("It depends.", reply.path("structuredContent").path("text").asText(), reply::toString);
        Waiting.until(
                "the task is cancelled", () -> status(server.uri(), cancelled).equals("cancelled"));
        assertEquals(2, poe.apiQueries().size());
    }

    @Test
    void comparisonWithJudge_waitsForTheVerdictInsteadOfBecomingATask(PoeEmulator poe, HttpServer server) {
        poe.bot("Thinker").after(Duration.ofSeconds(2)).says("It depends.");
        poe.bot("Judge").says("Thinker wins.");

        var result = client.tool(
                        server.uri(),
                        "compare_bots",
                        "{\"message\":\"Why?\",\"bots\":[\"Thinker\",\"Echo\"],\"judge\":\"Judge\"}")
                .path("result");

        assertEquals("complete", result.path("resultType").asText(), result::toString);
        assertEquals(
                "Thinker wins.",
                result.path("structuredContent").path("verdict").path("text").asText(),
                result::toString);
    }

    private static String task(JsonNode response) {
        var result = response.path("result");
        assertEquals("task", result.path("resultType").asText(), response::toString);
        return result.path("taskId").asText();
    }

    private static ObjectNode taskParams(String id) {
        return StatelessHttpClient.object("{}").put("taskId", id);
    }

    private String status(URI server, String id) {
        return client.call(server, "tasks/get", taskParams(id))
                .path("result")
                .path("status")
                .asText();
    }

    private JsonNode await(URI server, String id) {
        Waiting.until("the task is completed", () -> status(server, id).equals("completed"));
        return client.call(server, "tasks/get", taskParams(id)).path("result").path("result");
    }
}
