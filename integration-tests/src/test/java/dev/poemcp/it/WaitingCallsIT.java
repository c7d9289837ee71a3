package dev.poemcp.it;

import static dev.poemcp.it.HostSession.object;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.it.HostSession.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** As many calls as one server lets wait, in little memory. */
@Isolated("sends thousands of messages at once, which would slow other tests")
@ExtendWith(ServerExtension.class)
final class WaitingCallsIT {
    /** Just below the server's limits; it runs on the Java of this test. */
    private static final int WAITING_CALLS = Runtime.version().feature() >= 21 ? 10_000 : 2_000;

    @Test
    void thousandsOfWaitingCalls_leaveTheServerResponsive(PoeEmulator poe) {
        poe.bot("Patient").after(Duration.ofHours(1)).says("at last");
        // Never closed: cancelling all calls would take longer than the test.
        var host = HostSession.open(Launch.serverFor(poe).jvmFlag("-Xmx512m").env("POE_WAIT_SECONDS", "3600"));
        try {
            host.call("get_bot_info", "bot_handle", "Patient").assertOk();

            var calls = new ArrayList<Call>();
            for (int i = 0; i < WAITING_CALLS; i++) {
                calls.add(host.startCall("send_message", object("message", "m" + i, "bot", "Patient")));
            }
            Waiting.until(
                    "Poe has all messages, or a call has ended",
                    Duration.ofMinutes(5),
                    () -> poe.sentMessages().size() == WAITING_CALLS
                            || ended(calls).isPresent());

            assertEquals(
                    Optional.empty(), ended(calls).map(call -> call.response().join()), "all calls wait");
            host.await(host.request("ping", object()), Duration.ofSeconds(10));
            host.call("get_bot_info", "bot_handle", "Patient").assertOk();
        } finally {
            host.server().kill();
        }
    }

    private static Optional<Call> ended(List<Call> calls) {
        return calls.stream().filter(call -> call.response().isDone()).findAny();
    }
}
