package dev.poemcp.it;

import static dev.poemcp.it.HostSession.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Cancellation of calls by the host. */
@ExtendWith(ServerExtension.class)
final class CancellationIT {
    private static final Duration CANCELLED_AT_POE = Duration.ofSeconds(1);

    /** Classes with one instance per running call. The first three exist while the reply grows. */
    private static final List<String> CLASSES_OF_A_CALL = List.of(
            "dev.poemcp.server.jsonrpc.Call",
            "dev.poemcp.server.protocol.ToolCallContext",
            "dev.poemcp.poe.site.reply.TrackedReply",
            "dev.poemcp.poe.site.reply.PendingSend");

    @Test
    void hundredCancellations_reachPoeWithinASecondAndFreeTheCalls(PoeEmulator poe, HostSession host) {
        poe.bot("Endless").says("one ").thenStalls();
        for (int i = 1; i <= 100; i++) {
            int round = i;
            var call = host.startCall("send_message", object("message", "count", "bot", "Endless"));
            Waiting.until("the first piece", () -> !host.progressOf(call).isEmpty());

            host.cancel(call, "enough");

            Waiting.until(
                    "cancel " + round + " at Poe",
                    CANCELLED_AT_POE,
                    () -> poe.requests().count("cancel") == round);
            host.await(host.request("ping", object()));
            assertFalse(call.response().isDone(), "a cancelled call is not answered");
        }

        Waiting.until(
                "all objects of the calls are unreachable",
                () -> CLASSES_OF_A_CALL.stream().allMatch(type -> instances(type, host) == 0));
    }

    @Test
    void runningCall_isFoundByInstanceCount(PoeEmulator poe, HostSession host) {
        poe.bot("Endless").says("one ").thenStalls();
        var call = host.startCall("send_message", object("message", "count", "bot", "Endless"));
        Waiting.until("the first piece", () -> !host.progressOf(call).isEmpty());

        for (String type : CLASSES_OF_A_CALL.subList(0, 3)) {
            assertEquals(1, instances(type, host), type);
        }
        host.cancel(call, "enough");
    }

    /** Number of reachable instances of the class in the server. */
    private static int instances(String type, HostSession host) {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            var jcmdProcess = new ProcessBuilder(
                            jcmd, Long.toString(host.server().pid()), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            var histogram = new String(jcmdProcess.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, jcmdProcess.waitFor(), histogram);
            return histogram
                    .lines()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(columns -> columns.length >= 4 && columns[3].equals(type))
                    .mapToInt(columns -> Integer.parseInt(columns[1]))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Test
    void lateCancellation_isIgnored(PoeEmulator poe, HostSession host) {
        var call = host.startCall("send_message", object("message", "hi", "bot", "Echo"));
        host.outcome(call).assertOk();

        host.cancel(call, "too late");
        host.notify("notifications/cancelled", object("requestId", "never asked"));
        host.notify("notifications/cancelled", object());

        host.call("send_message", "message", "still there?", "bot", "Echo").assertOk();
        assertEquals(0, poe.requests().count("cancel"));
    }

    @Test
    void cancelMessage_endsReplyThatAnotherCallWaitsFor(PoeEmulator poe, HostSession host) {
        poe.bot("Endless").says("one ").thenStalls();
        var chat = host.call("send_message", "message", "count", "bot", "Endless", "wait_seconds", 1)
                .assertOk()
                .structured();
        assertEquals("in_progress", chat.path("state").asText());
        long chatId = chat.path("chat").path("chat_id").asLong();
        var waiting = host.startCall("get_reply", object("chat_id", chatId, "wait_seconds", 30));

        var cancelled = host.call("cancel_message", "chat_id", chatId).assertOk();

        assertTrue(cancelled.structured().path("cancelled").asBoolean());
        assertEquals(
                "cancelled",
                host.outcome(waiting).assertOk().structured().path("state").asText());
    }
}
