package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.PoeEmulator;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Replies as tasks of revision 2026-07-28. */
final class TasksIT {
    private final ModernHttp client =
            new ModernHttp("{\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}", Map.of());

    @Test
    void cancellingAFinishedTask_leavesAnotherAnswerOfItsChatAlone() throws InterruptedException {
        try (var poe = PoeEmulator.start();
                var server = HttpServer.start(Launch.serverFor(poe))) {
            poe.bot("Thinker").after(Duration.ofSeconds(3)).says("It depends.");
            poe.bot("Endless").says("one ").thenStalls();
            var finished =
                    task(client.tool(server.uri(), "send_message", "{\"bot\":\"Thinker\",\"message\":\"Why?\"}"));
            var chat = await(server.uri(), finished)
                    .path("structuredContent")
                    .path("chat")
                    .path("chat_id");
            var growing = task(client.tool(
                    server.uri(),
                    "send_message",
                    "{\"bot\":\"Endless\",\"message\":\"Go.\",\"chat_id\":" + chat + "}"));

            client.call(server.uri(), "tasks/cancel", named(finished));
            assertEquals(0, poe.requests().count("cancel"), "the other answer goes on");
            assertEquals("working", status(server.uri(), growing));
            client.call(server.uri(), "tasks/cancel", named(growing));

            assertEquals(1, poe.requests().count("cancel"));
        }
    }

    @Test
    void taskOfAnAnswer_isReadAndCancelledThoughThoseToolsAreSwitchedOff() throws InterruptedException {
        try (var poe = PoeEmulator.start();
                var server = HttpServer.start(
                        Launch.serverFor(poe).env("POE_TOOLSETS", "bots").env("POE_TOOLS", "send_message"))) {
            poe.bot("Thinker").after(Duration.ofSeconds(3)).says("It depends.");
            poe.bot("Endless").says("one ").thenStalls();
            var read = task(client.tool(server.uri(), "send_message", "{\"bot\":\"Thinker\",\"message\":\"Why?\"}"));
            var cancelled =
                    task(client.tool(server.uri(), "send_message", "{\"bot\":\"Endless\",\"message\":\"Go.\"}"));

            var reply = await(server.uri(), read);
            client.call(server.uri(), "tasks/cancel", named(cancelled));

            assertEquals(
                    "It depends.", reply.path("structuredContent").path("text").asText(), reply::toString);
            assertEquals(1, poe.requests().count("cancel"));
            Waiting.until(
                    "the task is cancelled",
                    () -> status(server.uri(), cancelled).equals("cancelled"));
        }
    }

    private static String task(JsonNode answer) {
        var result = answer.path("result");
        assertEquals("task", result.path("resultType").asText(), answer::toString);
        return result.path("taskId").asText();
    }

    private static ObjectNode named(String id) {
        return ModernHttp.object("{}").put("taskId", id);
    }

    private String status(URI server, String id) {
        return client.call(server, "tasks/get", named(id))
                .path("result")
                .path("status")
                .asText();
    }

    private JsonNode await(URI server, String id) {
        Waiting.until("the task is completed", () -> status(server, id).equals("completed"));
        return client.call(server, "tasks/get", named(id)).path("result").path("result");
    }
}
