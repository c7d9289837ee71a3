package dev.poemcp.poe.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.poe.http.ConnectionProbe.Stage;
import dev.poemcp.poe.proxy.ProxySettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How far a connection comes, over real sockets. */
final class ConnectionProbeIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static ConnectionProbe.Result probe(String url) {
        return ConnectionProbe.run(URI.create(url), ProxySettings.NONE, LIMIT);
    }

    @Test
    void anyStatus_isAResponse() {
        try (var poe = PoeEmulator.start()) {
            var result = probe(poe.url() + "/no-such-page");

            assertNull(result.failed());
            assertTrue(result.passed(Stage.RESPONSE));
            assertEquals(0, poe.requests().count("home"));
        }
    }

    @Test
    void unknownCertificate_failsAtTls() {
        try (var poe = PoeEmulator.start(EmulatorOptions.defaults().withTls())) {
            var result = probe(poe.url().toString());

            assertEquals(Stage.TLS, result.failed(), result::toString);
            assertTrue(result.passed(Stage.CONNECTION));
            assertFalse(result.passed(Stage.RESPONSE));
            assertTrue(result.problem().startsWith("TLS failed: "), result::toString);
        }
    }

    @Test
    void unknownName_isNamed() {
        var result = probe("https://poe.invalid");

        assertEquals(Stage.CONNECTION, result.failed(), result::toString);
        assertEquals("The name poe.invalid cannot be resolved.", result.problem());
    }

    @Test
    void serverThatNeverAnswers_failsInTime() throws IOException {
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var result = ConnectionProbe.run(
                    URI.create("http://127.0.0.1:" + server.getLocalPort()),
                    ProxySettings.NONE,
                    Duration.ofMillis(300));

            assertEquals(Stage.RESPONSE, result.failed(), result::toString);
        }
    }

    @Test
    void proxyThatRefusesTheTunnel_failsAtProxy() throws Exception {
        try (var poe = PoeEmulator.start()) {
            var proxy = new ProxySettings(URI.create(poe.url().toString()), "");

            var result = ConnectionProbe.run(URI.create("https://poe.example"), proxy, LIMIT);

            assertEquals(Stage.PROXY, result.failed(), result::toString);
            assertEquals(poe.url().getAuthority(), result.proxy());
        }
    }
}
