package dev.poemcp.it;

import static dev.poemcp.it.HostSession.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A host that changes its mind. */
final class CancellationIT {
    private static final Duration CANCELLED_AT_POE = Duration.ofSeconds(1);

    @Test
    void cancellingACallStopsTheJobAtPoeWithinASecondAndItIsNotAnswered() {
        try (var poe = PoeEmulator.start();
                var host = HostSession.open(Launch.serverFor(poe))) {
            poe.bot("Endless").says("one ").thenStalls();
            for (int i = 1; i <= 20; i++) {
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
        }
    }

    @Test
    void aLateCancelIsIgnored() {
        try (var poe = PoeEmulator.start();
                var host = HostSession.open(Launch.serverFor(poe))) {
            var call = host.startCall("send_message", object("message", "hi", "bot", "Echo"));
            host.outcome(call).assertOk();

            host.cancel(call, "too late");
            host.notify("notifications/cancelled", object("requestId", "never asked"));
            host.notify("notifications/cancelled", object());

            host.call("send_message", "message", "still there?", "bot", "Echo").assertOk();
            assertEquals(0, poe.requests().count("cancel"));
        }
    }

    @Test
    void cancelMessageStopsTheAnswerThatAnotherCallWaitsFor() {
        try (var poe = PoeEmulator.start();
                var host = HostSession.open(Launch.serverFor(poe))) {
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
}
