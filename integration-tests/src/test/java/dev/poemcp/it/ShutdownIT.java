package dev.poemcp.it;

import static dev.poemcp.it.HostSession.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.LoggedRequest;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every way to stop the server: it exits within 3 seconds, and the reply in progress is cancelled at Poe. */
@ExtendWith(ServerExtension.class)
final class ShutdownIT {
    private static final Duration LIMIT = Duration.ofSeconds(3);

    @Test
    void endOfInputDuringCall_cancelsAtPoeAndExitsWithZero(PoeEmulator poe, HostSession host) throws Exception {
        poe.bot("Endless").says("one ").thenStalls();
        var call = host.startCall("send_message", object("message", "count", "bot", "Endless"));
        Waiting.until("the first piece", () -> !host.progressOf(call).isEmpty());

        host.server().closeInput();
        var exit = host.server().awaitExit(LIMIT);

        assertEquals(0, exit.code(), () -> host.server().stderr());
        assertEquals(1, poe.requests().count("cancel"), "the reply is cancelled at Poe");
    }

    @Test
    void endOfInput_letsQuickCallFinish(HostSession host) throws Exception {
        host.call("get_settings").assertOk();
        var call = host.startCall("get_bot_info", object("bot_handle", "Echo"));

        host.server().closeInput();
        var outcome = host.outcome(call);
        var exit = host.server().awaitExit(LIMIT);

        outcome.assertOk();
        assertEquals(0, exit.code(), () -> host.server().stderr());
    }

    @Test
    void endOfInputWhenIdle_exitsAtOnce(Servers servers) throws Exception {
        var host = servers.stdio(Launch.server());

        host.server().closeInput();
        var exit = host.server().awaitExit(LIMIT);

        assertEquals(0, exit.code());
        assertTrue(host.violations().isEmpty(), () -> host.violations().toString());
    }

    @Test
    void endOfInputBeforeInitialize_exits() throws Exception {
        try (var server = Launch.server().start()) {
            server.closeInput();

            assertEquals(0, server.awaitExit(Duration.ofSeconds(10)).code());
            assertEquals("", server.stdout());
        }
    }

    @Test
    void terminationDuringCall_cancelsAtPoe(PoeEmulator poe) throws Exception {
        poe.bot("Endless").says("one ").thenStalls();
        var host = HostSession.open(Launch.serverFor(poe)); // never closed: terminating it breaks its stdout
        var call = host.startCall("send_message", object("message", "count", "bot", "Endless"));
        Waiting.until("the first piece", () -> !host.progressOf(call).isEmpty());

        host.server().terminate();
        host.server().awaitExit(LIMIT);

        assertEquals(1, poe.requests().count("cancel"), "the reply is cancelled at Poe");
    }

    @Test
    void terminationOfCompare_cancelsEveryReplyAtPoe(PoeEmulator poe) throws Exception {
        poe.bot("Endless").says("one ").thenStalls();
        poe.bot("Eternal").says("eins ").thenStalls();
        try (var server = Launch.serverFor(poe)
                .arguments("compare", "-b", "Endless", "-b", "Eternal", "count")
                .start()) {
            Waiting.until("both messages", () -> poe.sentMessages().size() == 2);

            server.terminate();
            var exit = server.awaitExit(LIMIT);

            assertEquals(130, exit.code(), server::stderr);
            // A reply whose send was still under way is cancelled twice, since the first may have come too early.
            var cancelled = poe.requests().of("cancel").stream()
                    .map(LoggedRequest::bodyText)
                    .distinct();
            assertEquals(2, cancelled.count(), "both replies are cancelled at Poe");
        }
    }

    @Test
    void inputThatEndsAfterRequests_getsResponses() throws IOException, InterruptedException {
        try (var server = Launch.server().start()) {
            server.writeLine("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
                    + "\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"pipe\",\"version\":\"1\"}}}");
            server.writeLine("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
            server.writeLine("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}");
            server.closeInput();

            var exit = server.awaitExit(Duration.ofSeconds(10));

            assertEquals(0, exit.code(), server::stderr);
            assertEquals(2, server.stdout().lines().count(), server::stdout);
        }
    }
}
