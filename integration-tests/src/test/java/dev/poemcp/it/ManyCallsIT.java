package dev.poemcp.it;

import static dev.poemcp.it.HostSession.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.it.HostSession.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many concurrent calls on one server: none waits for another or gets its reply. */
@ExtendWith(ServerExtension.class)
final class ManyCallsIT {
    @Test
    void fiftyConcurrentMessages_getTheirOwnReplies(PoeEmulator poe, HostSession host) {
        poe.bot("Parrot").answersInPieces(message -> List.of("You ", "said ", message, " and ", "nothing ", "else."));
        host.call("send_message", "message", "warm up", "bot", "Parrot").assertOk();
        poe.requests().clear();

        List<Call> calls = IntStream.range(0, 50)
                .mapToObj(i -> host.startCall("send_message", object("message", "number-" + i, "bot", "Parrot")))
                .toList();

        var messageIds = new HashSet<Long>();
        var chatIds = new HashSet<Long>();
        for (int i = 0; i < calls.size(); i++) {
            var outcome = host.outcome(calls.get(i)).assertOk();
            JsonNode reply = outcome.structured();
            assertEquals(
                    "You said number-" + i + " and nothing else.",
                    reply.path("text").asText());
            assertEquals(reply.path("text").asText(), outcome.progressText());
            messageIds.add(reply.path("message_id").asLong());
            chatIds.add(reply.path("chat").path("chat_id").asLong());
        }
        assertEquals(50, messageIds.size(), "each reply is a different message");
        assertEquals(50, chatIds.size(), "each message starts a new chat");
        assertEquals(50, poe.requests().count("sendMessage"));
        assertEquals(1, poe.channel().socketsOpened(), "one socket for all");
        assertEquals(
                50,
                poe.requests().all().size(),
                () -> "one request per message, without: "
                        + poe.requests().all().stream()
                                .map(request -> request.operation())
                                .filter(operation -> !operation.equals("sendMessage"))
                                .toList());
    }

    @Test
    void manyConcurrentCalls_areServedAndPingsDoNotWait(PoeEmulator poe, HostSession host) {
        poe.bot("Pensive").after(Duration.ofSeconds(3)).says("Done: ").answers(message -> message);
        host.call("get_bot_info", "bot_handle", "Pensive").assertOk();

        var calls = new ArrayList<Call>();
        for (int i = 0; i < 256; i++) {
            calls.add(host.startCall("send_message", object("message", "m" + i, "bot", "Pensive")));
        }
        Waiting.until("Poe has all 256 messages", () -> poe.sentMessages().size() == 256);
        long pingStart = System.nanoTime();
        host.await(host.request("ping", object()), Duration.ofSeconds(2));
        var pingDuration = Duration.ofNanos(System.nanoTime() - pingStart);

        for (int i = 0; i < calls.size(); i++) {
            assertEquals(
                    "Done: m" + i,
                    host.outcome(calls.get(i))
                            .assertOk()
                            .structured()
                            .path("text")
                            .asText());
        }
        assertTrue(pingDuration.toMillis() < 1_500, () -> "a ping took " + pingDuration);
    }
}
