package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.emulator.PoeEmulator;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same behaviour through the official clients, with and without sessions, on every transport. */
@RequiresNode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(ServerExtension.class)
final class ClientRevisionsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String STORY = "Once upon a time, there was a lighthouse 🗼 by the sea.";

    private final PoeEmulator poe;
    private final HttpServer server;
    private final NodeClients node = NodeClients.installed();

    ClientRevisionsIT(PoeEmulator poe, HttpServer server) throws IOException {
        this.poe = poe;
        this.server = server;
        poe.bot("Story")
                .says(STORY.split("(?<= )"))
                .every(Duration.ofMillis(60))
                // A client drops progress that it reads together with the result.
                .thenWaits(Duration.ofMillis(500))
                .suggests("And then?");
        poe.bot("Slow").says("one ").thenStalls();
    }

    @ParameterizedTest(name = "client {0} over {1}")
    @CsvSource({"1,stdio,2025-11-25", "1,http,2025-11-25", "1,sse,2025-11-25", "2,stdio,2026-07-28", "2,http,2026-07-28"
    })
    void officialClient_behavesTheSameOnEveryTransport(String client, String transport, String revision)
            throws IOException {
        poe.requests().clear();
        var environment = new HashMap<>(Map.of("CLIENT", client, "TRANSPORT", transport));
        if (transport.equals("stdio")) {
            var launch = Launch.serverFor(poe);
            environment.put("SERVER_COMMAND", JSON.writeValueAsString(launch.command()));
            environment.put("SERVER_ENV", JSON.writeValueAsString(launch.environment()));
        } else {
            environment.put("SERVER_URL", server.uri().toString());
        }

        JsonNode report = run(environment);

        if (client.equals("2") || transport.equals("http")) {
            assertEquals(revision, report.path("revision").asText());
        }
        assertTrue(report.path("list").path("tools").asInt() > 20, report::toString);
        assertTrue(report.path("list").path("sorted").asBoolean(), report::toString);
        assertEquals("false", report.path("call").path("isError").asText());
        assertTrue(report.path("progress").path("whole").asBoolean(), report::toString);
        assertEquals(STORY.length(), report.path("progress").path("length").asInt());
        assertTrue(report.path("read").path("isJson").asBoolean(), report::toString);
        assertEquals(
                "[\"poe://chats\"]", report.path("subscribe").path("updates").toString());
        assertEquals("cancelled", report.path("cancel").asText());
        Waiting.until("the cancellation at Poe", () -> poe.requests().count("cancel") > 0);
        assertEquals(1, poe.requests().count("cancel"));
        assertEquals(1, report.path("consent").path("asked").asInt());
        assertTrue(report.path("consent").path("purged").asBoolean(), report::toString);
        assertEquals(1, poe.requests().count("purge"));
    }

    private JsonNode run(Map<String, String> environment) throws IOException {
        var run = node.run("revisions.mjs", environment, LIMIT);
        assertEquals(0, run.exitCode(), () -> run.stdout() + run.stderr());
        return JSON.readTree(run.stdout());
    }
}
