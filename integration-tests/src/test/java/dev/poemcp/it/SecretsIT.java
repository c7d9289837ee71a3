package dev.poemcp.it;

import static dev.poemcp.it.HostSession.object;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.Fault;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Credentials appear in no output, at the most verbose level and with every kind of failure. */
@ExtendWith(ServerExtension.class)
final class SecretsIT {
    private static final String FORMKEY_FROM_USER = "5ec2e75ec2e75ec2e75ec2e75ec2e700";

    @Test
    void debugOutput_containsNoCredential(PoeEmulator poe, Servers servers) throws Exception {
        String oldFormkey = poe.account().formkey();
        var host = servers.stdio(Launch.serverFor(poe).env("POE_LOG_LEVEL", "debug"));
        host.call("get_settings").assertOk();
        host.call("send_message", "message", "hi", "bot", "Echo").assertOk();
        for (Fault fault : List.of(
                Fault.status(500),
                Fault.html(),
                Fault.cutAfter(),
                Fault.truncated(),
                Fault.rateLimited(Duration.ofSeconds(1)),
                Fault.rotatedFormkey())) {
            poe.faults().on("sendMessage", fault);
            host.call("send_message", "message", "hi", "bot", "Echo");
        }
        poe.channel().abort();
        host.call("send_message", "message", "hi", "bot", "Echo").assertOk();
        poe.endSession();
        host.call("get_settings").assertError("auth_expired");
        host.await(host.request("resources/list", object()));
        host.server().closeInput();
        host.server().awaitExit(Duration.ofSeconds(5));

        assertTrue(
                host.server().stderr().length() > 200,
                () -> "debug output exists: " + host.server().stderr());
        for (String secret : List.of(
                poe.account().pB(),
                poe.account().pLat(),
                oldFormkey,
                poe.account().formkey())) {
            assertAbsent(secret, host.server());
        }
    }

    @Test
    void debugOutput_containsNoApiKey(PoeEmulator poe, Servers servers) throws Exception {
        var host = servers.stdio(Launch.withKey(poe).env("POE_LOG_LEVEL", "debug"));
        // One bot for each endpoint.
        List<String> bots = List.of("Echo", "Gemini-2.5-Flash", "Grok-4");
        bots.forEach(
                bot -> host.call("send_message", "message", "hi", "bot", bot).assertOk());
        for (int status : new int[] {400, 401, 402, 403, 429, 500, 503}) {
            poe.api().failNext(1, status, null);
            host.call("send_message", "message", "hi", "bot", bots.get(status % bots.size()));
        }
        poe.api().transfer().malformedEvents(true);
        bots.forEach(bot -> host.call("send_message", "message", "hi", "bot", bot));
        poe.api().transfer().cutAt(100);
        bots.forEach(bot -> host.call("send_message", "message", "hi", "bot", bot));
        poe.api().transfer().cutNothing();
        poe.api().transfer().malformedEvents(false);
        poe.apiKeys().revoke(poe.apiKey());
        host.call("get_points_balance").assertError("auth_expired");
        bots.forEach(
                bot -> host.call("send_message", "message", "hi", "bot", bot).assertError("auth_expired"));
        host.server().closeInput();
        host.server().awaitExit(Duration.ofSeconds(5));

        assertTrue(
                host.server().stderr().length() > 200,
                () -> "debug output exists: " + host.server().stderr());
        assertAbsent(poe.apiKey(), host.server());
    }

    @Test
    void rejectedFormkey_isNotPrinted(PoeEmulator poe, Servers servers) throws Exception {
        var host = servers.stdio(
                Launch.serverFor(poe).env("POE_FORMKEY", FORMKEY_FROM_USER).env("POE_LOG_LEVEL", "debug"));
        host.call("get_settings");
        host.call("send_message", "message", "hi", "bot", "Echo");
        host.server().closeInput();
        host.server().awaitExit(Duration.ofSeconds(5));

        assertAbsent(FORMKEY_FROM_USER, host.server());
    }

    @Test
    void processList_containsNoCredential(PoeEmulator poe, HostSession host) {
        host.await(host.request("ping", object()));
        String commandLine = ProcessHandle.of(host.server().pid())
                .flatMap(process -> process.info().commandLine())
                .orElse("");

        assertTrue(commandLine.contains("poe-mcp.jar"), commandLine);
        assertFalse(commandLine.contains(poe.account().pB()), commandLine);
    }

    /** Checks the secret, its URL-decoded form and its beginning. */
    private static void assertAbsent(String secret, ServerProcess server) {
        String decoded = URLDecoder.decode(secret, UTF_8);
        for (String form : List.of(secret, decoded, secret.substring(0, 12))) {
            assertFalse(server.stdout().contains(form), "a secret is on stdout");
            assertFalse(server.stderr().contains(form), "a secret is on stderr");
        }
    }
}
