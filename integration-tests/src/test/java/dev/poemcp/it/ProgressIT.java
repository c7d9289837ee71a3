package dev.poemcp.it;

import static dev.poemcp.it.HostSession.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.emulator.PoeEmulator;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Progress notifications while a reply grows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(ServerExtension.class)
final class ProgressIT {
    private final PoeEmulator poe;
    private final HostSession host;

    ProgressIT(PoeEmulator poe, HostSession host) {
        this.poe = poe;
        this.host = host;
    }

    @Test
    void longReply_arrivesInPiecesOfTheWholeText() {
        List<String> pieces = IntStream.range(0, 600)
                .mapToObj(i -> ("chapter " + i + " 🐸 é👩‍👩‍👧 ").repeat(20))
                .toList();
        poe.bot("Novelist")
                .answersInPieces(message -> pieces)
                .every(Duration.ofMillis(3))
                .suggests("And then?");

        long start = System.nanoTime();
        var call = host.startCall("send_message", object("message", "write", "bot", "Novelist"));
        var outcome = host.outcome(call).assertOk();
        double seconds = (System.nanoTime() - start) / 1e9;

        assertEquals(String.join("", pieces), outcome.progressText());
        assertGrowsStrictly(outcome.progress());
        assertEquals(
                outcome.progressText().codePointCount(0, outcome.progressText().length()),
                outcome.progress()
                        .get(outcome.progress().size() - 1)
                        .path("progress")
                        .asInt(),
                "progress counts Unicode characters");
        assertTrue(
                outcome.progress().size() <= 20 * seconds + 2,
                () -> outcome.progress().size() + " notifications in " + seconds + " s");
    }

    @Test
    void replacedText_isAnnouncedInProgress() {
        poe.bot("Fickle")
                .says("I am certain that ")
                .thenWaits(Duration.ofMillis(300))
                .thenReplacesTextWith("On second thought: no.")
                .suggests("Why?");

        var outcome =
                host.call("send_message", "message", "sure?", "bot", "Fickle").assertOk();

        assertEquals("On second thought: no.", outcome.structured().path("text").asText());
        assertGrowsStrictly(outcome.progress());
        String last = outcome.progress()
                .get(outcome.progress().size() - 1)
                .path("message")
                .asText();
        assertTrue(last.lines().count() >= 2, () -> "the first line announces the replacement: " + last);
        assertTrue(last.endsWith("On second thought: no."), last);
    }

    @Test
    void callWithoutProgressToken_getsNoProgress() {
        var response = host.request(
                "tools/call", object("name", "send_message", "arguments", object("message", "a b c", "bot", "Echo")));

        HostSession.result(host.await(response));
    }

    private static void assertGrowsStrictly(List<JsonNode> progress) {
        double last = -1;
        for (JsonNode step : progress) {
            assertTrue(step.path("progress").asDouble() > last, progress::toString);
            last = step.path("progress").asDouble();
        }
    }
}
