package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.emulator.PoeEmulator;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Replies that take longer than the call waits are not lost. */
@ExtendWith(ServerExtension.class)
final class LongWorkIT {
    @Test
    void killedServer_leavesReplyForTheNextServer(PoeEmulator poe, Servers servers) {
        poe.bot("Thinker")
                .says("Let me think… ")
                .thenWaits(Duration.ofSeconds(4))
                .says("forty-two.");
        var first = HostSession.open(Launch.serverFor(poe)); // never closed: killing it breaks its stdout
        var outcome = first.call("send_message", "message", "why?", "bot", "Thinker", "wait_seconds", 1)
                .assertOk();
        JsonNode partialReply = outcome.structured();
        first.server().kill();

        assertEquals("in_progress", partialReply.path("state").asText());
        assertTrue(outcome.text().contains("get_reply"), outcome::text);
        JsonNode reply = servers.stdio(Launch.serverFor(poe))
                .call("get_reply", "chat_id", partialReply.path("chat").path("chat_id"), "wait_seconds", 30)
                .assertOk()
                .structured();

        assertEquals("complete", reply.path("state").asText());
        assertEquals("Let me think… forty-two.", reply.path("text").asText());
        // Null if the bot had not begun when the wait ended.
        JsonNode begun = partialReply.path("message_id");
        assertTrue(begun.isNull() || begun.equals(reply.path("message_id")), partialReply::toString);
        assertEquals(1, poe.sentMessages().size(), "sent once");
        assertEquals(0, poe.requests().count("cancel"), "killing the server does not cancel");
    }

    @Test
    void zeroWait_returnsAtOnce(PoeEmulator poe, HostSession host) {
        poe.bot("Thinker").after(Duration.ofSeconds(30)).says("done");

        JsonNode reply = host.call("send_message", "message", "why?", "bot", "Thinker", "wait_seconds", 0)
                .assertOk()
                .structured();

        assertEquals("in_progress", reply.path("state").asText());
        assertEquals(1, poe.sentMessages().size());
    }

    @Test
    void textAboveResultLimit_isReadInParts(PoeEmulator poe, HostSession host) {
        String text = String.join(
                "",
                IntStream.range(0, 30_000).mapToObj(i -> "line " + i + " 🐸\n").toList());
        poe.bot("Novelist").answersInPieces(message -> List.of(text.substring(0, 1000), text.substring(1000)));

        JsonNode reply = host.call("send_message", "message", "write", "bot", "Novelist")
                .assertOk()
                .structured();
        var read = new StringBuilder(reply.path("text").asText());
        int parts = 1;
        while (!reply.path("next_text_offset").isNull() && parts < 40) {
            var outcome = host.call(
                            "get_reply",
                            "chat_id",
                            reply.path("chat").path("chat_id"),
                            "text_offset",
                            reply.path("next_text_offset"))
                    .assertOk();
            assertTrue(outcome.text().length() < 30_000, "a result has less than 30,000 characters");
            reply = outcome.structured();
            read.append(reply.path("text").asText());
            parts++;
        }

        assertTrue(parts > 15, "the text comes in parts: " + parts);
        assertEquals(text, read.toString());
    }
}
