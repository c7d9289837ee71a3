package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.emulator.PoeEmulator;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The official TypeScript client and the inspector's command line. */
@RequiresNode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(ServerExtension.class)
final class OfficialClientIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final NodeClients node = NodeClients.installed();

    OfficialClientIT() throws IOException {}

    @Test
    void typeScriptClient_getsWholeTextAsProgress(PoeEmulator poe) throws IOException {
        List<String> frames =
                IntStream.range(0, 600).mapToObj(i -> "x".repeat(498) + "🐸").toList();
        String family = "👩‍👩‍👧‍👦é🇳🇱";
        poe.bot("Novelist").answersInPieces(message -> frames);
        poe.bot("Painter-of-Emoji")
                .says(family.codePoints().mapToObj(Character::toString).toArray(String[]::new))
                .every(Duration.ofMillis(60));
        poe.bot("Fickle").says("Yes. ").thenWaits(Duration.ofMillis(200)).thenReplacesTextWith("No.");
        JsonNode replies = report(poe, "stream.mjs", "Novelist", "Painter-of-Emoji", "Fickle")
                .path("replies");
        replies.forEach(reply -> assertTrue(reply.path("grows").asBoolean(), reply::toString));
        assertEquals(String.join("", frames), pieces(replies.path(0)), "300 kB in 600 frames");
        assertEquals(family, pieces(replies.path(1)), "emoji at every boundary");
        assertEquals(family, replies.path(1).path("text").asText());
        assertTrue(pieces(replies.path(2)).endsWith("\nNo."), () -> "a replaced text: " + replies.path(2));
        assertEquals("No.", replies.path(2).path("text").asText());
    }

    @Test
    void typeScriptClient_isNotifiedOfSubscribedResource(PoeEmulator poe) throws IOException {
        JsonNode report = report(poe, "subscribe.mjs");
        String chat = report.path("chat").asText();
        assertEquals(
                Set.of(chat, "poe://settings"),
                Set.copyOf(report.path("updates").findValuesAsText("uri")));
        assertTrue(report.path("transcript").asText().contains("second"), report::toString);
    }

    /** Runs a script with the official client against a server for {@code poe}; returns its report. */
    private JsonNode report(PoeEmulator poe, String script, String... arguments) throws IOException {
        var launch = Launch.serverFor(poe);
        var run = node.run(
                script,
                Map.of(
                        "SERVER_COMMAND", JSON.writeValueAsString(launch.command()),
                        "SERVER_ENV", JSON.writeValueAsString(launch.environment())),
                LIMIT,
                arguments);
        assertEquals(0, run.exitCode(), () -> run.stdout() + run.stderr());
        return JSON.readTree(run.stdout());
    }

    private static String pieces(JsonNode reply) {
        var joined = new StringBuilder();
        reply.path("pieces").forEach(piece -> joined.append(piece.asText()));
        return joined.toString();
    }

    @Test
    void inspector_listsAndCallsTools(PoeEmulator poe) throws IOException {
        JsonNode listed = inspect(poe, "--method", "tools/list");
        JsonNode settings = inspect(poe, "--method", "tools/call", "--tool-name", "get_settings");
        JsonNode reply = inspect(
                poe,
                "--method",
                "tools/call",
                "--tool-name",
                "send_message",
                "--tool-arg",
                "message=hello from the inspector",
                "--tool-arg",
                "bot=Echo");

        var names = new TreeSet<String>();
        listed.path("tools").forEach(tool -> names.add(tool.path("name").asText()));
        assertTrue(names.containsAll(List.of("send_message", "get_settings", "delete_chat")), names::toString);
        assertEquals(
                poe.ledger().balance() + poe.ledger().spent(),
                settings.path("structuredContent")
                        .path("points")
                        .path("balance")
                        .asLong());
        assertTrue(reply.path("structuredContent").path("text").asText().contains("hello from the inspector"));
    }

    private JsonNode inspect(PoeEmulator poe, String... arguments) throws IOException {
        var launch = Launch.serverFor(poe);
        var all = new ArrayList<>(List.of("--cli"));
        launch.environment().forEach((name, value) -> all.addAll(List.of("-e", name + "=" + value)));
        all.addAll(launch.command());
        all.addAll(List.of(arguments));
        var run = node.runPackage("@modelcontextprotocol/inspector-cli", "build/cli.js", LIMIT, all);
        assertEquals(0, run.exitCode(), () -> run.stdout() + run.stderr());
        return JSON.readTree(run.stdout());
    }
}
