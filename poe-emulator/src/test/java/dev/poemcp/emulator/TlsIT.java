package dev.poemcp.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.connection.Trust;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.FaultCase;
import dev.poemcp.emulator.control.FaultKind;
import dev.poemcp.emulator.control.FaultPhase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The site over TLS and HTTP/2, and connections that become black holes. */
class TlsIT {
    private final PoeEmulator poe = PoeEmulator.start(EmulatorOptions.defaults().withTls());
    private RawClient client = new RawClient(poe, true);

    @BeforeEach
    void signIn() throws Exception {
        client = RawClient.ofAugust2026(poe);
    }

    @AfterEach
    void stop() {
        poe.close();
    }

    @Test
    void clients_negotiateHttp2OrHttp1() throws Exception {
        assertEquals(HttpClient.Version.HTTP_2, client.get("/").version());
        try (var response = trusting().build().newCall(home("127.0.0.1")).execute()) {
            assertEquals(Protocol.HTTP_2, response.protocol());
            assertEquals(200, response.code());
        }
        try (var response = trusting()
                .protocols(List.of(Protocol.HTTP_1_1))
                .build()
                .newCall(home("127.0.0.1"))
                .execute()) {
            assertEquals(Protocol.HTTP_1_1, response.protocol());
        }
    }

    @Test
    void certificate_isValidForChannelHostsAndUntrustedByDefault() throws Exception {
        var loopbackClient = trusting()
                .dns(host -> List.of(InetAddress.getAllByName("127.0.0.1")[0]))
                .build();
        try (var response = loopbackClient.newCall(home("tch7.tch.localhost")).execute()) {
            assertEquals(200, response.code());
        }

        assertThrows(
                SSLException.class,
                () -> loopbackClient.newCall(home("elsewhere.example")).execute());
        assertThrows(
                SSLException.class,
                () -> new OkHttpClient().newCall(home("127.0.0.1")).execute());
    }

    @Test
    void trustStoreFile_containsCertificate(@TempDir Path folder) throws Exception {
        var file = folder.resolve("trust.p12");
        poe.trust().writeTrustStore(file);

        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, Trust.TRUST_STORE_PASSWORD.toCharArray());
        }

        assertEquals(poe.trust().certificate(), store.getCertificate("poe-emulator"));
        try (var plain = PoeEmulator.start()) {
            assertThrows(IllegalStateException.class, plain::trust);
        }
    }

    @Test
    void messageAndChannel_workOverTls() throws Exception {
        var channel = client.channel();
        client.data(
                "subscriptionsMutation",
                Hashes.subscriptions(Hashes.subscription("messageAdded", Hashes.ADDED_2026)),
                Hashes.SUBSCRIBE);
        var socket = client.socket(channel, channel.path("minSeq").asText());

        client.data("sendMessageMutation", Hashes.send2026("null", "Echo", "hi"), Hashes.SEND_AUGUST_2026);

        assertEquals(
                "hi", socket.event("messageAdded").at("/data/messageAdded/text").asText());
    }

    static Stream<FaultCase> faults() {
        return FaultCase.all().stream().filter(fault -> !fault.hangs());
    }

    @ParameterizedTest
    @MethodSource("faults")
    void faultOverHttp2_executesAccordingToPhase(FaultCase fault) throws Exception {
        client.channel();
        poe.faults().on("sendMessage", fault.fault());

        var failed = send().handle((response, failure) -> failure != null).get();

        assertEquals(fault.executes() ? 1 : 0, poe.requests().executions("sendMessage"));
        var breaks = (fault.phase() == FaultPhase.DURING && fault.kind() != FaultKind.SLOW_ANSWER)
                || fault.kind() == FaultKind.CONNECTION_RESET
                || fault.kind() == FaultKind.CONNECTION_CLOSED
                || fault.kind() == FaultKind.CONTENT_LENGTH_TOO_LONG
                || fault.kind() == FaultKind.CONTENT_LENGTH_TOO_SHORT;
        assertEquals(breaks, failed);
    }

    @Test
    void blackHole_acceptsRequestWithoutResponseOrClose() throws Exception {
        var trustingClient = trusting().build();
        try (var first = trustingClient.newCall(home("127.0.0.1")).execute()) {
            assertEquals(200, first.code());
        }
        var withTimeout =
                trustingClient.newBuilder().callTimeout(Duration.ofMillis(300)).build();
        var opened = poe.connections().opened();
        poe.connections().blackHole();
        var received = poe.requests().count("home");

        assertThrows(
                IOException.class, () -> withTimeout.newCall(home("127.0.0.1")).execute());

        assertEquals(opened, poe.connections().opened(), "the pooled connection was used");
        assertEquals(received, poe.requests().count("home"));
        assertTrue(poe.connections().open() > 0);
        try (var fresh = trusting().build().newCall(home("127.0.0.1")).execute()) {
            assertEquals(200, fresh.code());
        }
    }

    @Test
    void blackHole_isDetectedByPing() throws Exception {
        // No read timeout: only the ping can end the call on the dead connection.
        var pinging = trusting()
                .pingInterval(Duration.ofSeconds(2))
                .readTimeout(Duration.ZERO)
                .build();
        try (var first = pinging.newCall(home("127.0.0.1")).execute()) {
            assertEquals(200, first.code());
        }
        var opened = poe.connections().opened();
        poe.connections().blackHole();

        try (var second = pinging.newCall(home("127.0.0.1")).execute()) {
            assertEquals(200, second.code());
        }
        assertTrue(poe.connections().opened() > opened);
    }

    @Test
    void newConnections_areBlackHolesWhileEnabled() throws Exception {
        poe.connections().blackHoleNew(true);
        var withTimeout = trusting().callTimeout(Duration.ofMillis(300)).build();
        assertThrows(
                IOException.class, () -> withTimeout.newCall(home("127.0.0.1")).execute());

        poe.connections().blackHoleNew(false);
        try (var fresh = trusting().build().newCall(home("127.0.0.1")).execute()) {
            assertEquals(200, fresh.code());
        }
    }

    @Test
    void connections_areReset() throws Exception {
        client.get("/");
        var open = poe.connections().open();
        poe.connections().reset();

        while (poe.connections().open() > 0) {
            Thread.onSpinWait();
        }
        assertTrue(open > 0);
    }

    @Test
    void blackHoledSocket_opensAndReceivesNothing() throws Exception {
        var channel = client.channel();
        poe.channel().blackHole();
        var socket = client.socket(channel, channel.path("minSeq").asText());
        while (poe.channel().openSockets() == 0) {
            Thread.onSpinWait();
        }

        socket.send("{\"type\":\"ping\"}");
        poe.channel().send("{\"type\":\"anything\"}");
        poe.channel().speakAgain();
        var second = client.socket(channel, channel.path("minSeq").asText());
        while (poe.channel().openSockets() < 2) {
            Thread.onSpinWait();
        }
        second.send("{\"type\":\"ping\"}");

        assertEquals("pong", second.frame().path("type").asText());
        assertEquals(1, poe.channel().pingsReceived());
        assertTrue(socket.frames.isEmpty());
        assertFalse(poe.connections().open() == 0);
    }

    private CompletableFuture<HttpResponse<String>> send() {
        return client.postLater("sendMessageMutation", Hashes.send2026("null", "Echo", "hi"), Hashes.SEND_AUGUST_2026);
    }

    private OkHttpClient.Builder trusting() {
        return new OkHttpClient.Builder()
                .sslSocketFactory(poe.trust().socketFactory(), poe.trust().trustManager());
    }

    private Request home(String host) {
        return new Request.Builder()
                .url("https://" + host + ":" + poe.url().getPort() + "/")
                .header("Cookie", "p-b=" + poe.account().pB())
                .build();
    }
}
