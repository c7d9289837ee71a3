package dev.poemcp.it;

import static dev.poemcp.it.HostSession.object;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Malformed lines: each is rejected without effect on others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(ServerExtension.class)
final class HostileInputIT {
    private final HostSession host;

    HostileInputIT(Servers servers) {
        host = servers.stdio(Launch.server());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "this is not JSON | -32700",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\" | -32700",
                "{} | -32600",
                "42 | -32600",
                "\"text\" | -32600",
                "null | -32600",
                "{\"jsonrpc\":\"1.0\",\"method\":\"ping\"} | -32600",
                "[] | -32600",
            })
    void malformedLine_isAnsweredAndServerContinues(String line, int code) throws IOException {
        int errorsBefore = host.errorsWithoutId().size();
        host.server().writeLine(line);

        Waiting.until(
                "a response to the malformed line", () -> host.errorsWithoutId().size() > errorsBefore);
        assertEquals(code, host.errorsWithoutId().get(errorsBefore).path("code").asInt());
        assertAlive(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\r"})
    void blankLine_isIgnored(String line) throws IOException {
        int errorsBefore = host.errorsWithoutId().size();
        host.server().writeLine(line);

        assertAlive(host);
        assertEquals(errorsBefore, host.errorsWithoutId().size());
    }

    @Test
    void invalidUtf8_returnsParseError() throws IOException {
        int errorsBefore = host.errorsWithoutId().size();
        host.server()
                .write("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\",\"x\":\"\u00ff\u00fe\"}\n"
                        .getBytes(ISO_8859_1));

        Waiting.until(
                "a response to the malformed line", () -> host.errorsWithoutId().size() > errorsBefore);
        assertEquals(
                -32700, host.errorsWithoutId().get(errorsBefore).path("code").asInt());
        assertAlive(host);
    }

    @Test
    void lineOfHundredMegabytes_isSkippedInBoundedMemory(Servers servers) throws IOException {
        var smallHost = servers.stdio(Launch.server().jvmFlag("-Xmx96m"));
        byte[] megabyte = new byte[1 << 20];
        Arrays.fill(megabyte, (byte) 'x');
        smallHost
                .server()
                .write("{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"ping\",\"params\":{\"x\":\"".getBytes(UTF_8));
        for (int i = 0; i < 100; i++) {
            smallHost.server().write(megabyte);
        }
        smallHost.server().write("\"}}\n".getBytes(UTF_8));

        Waiting.until(
                "a response to the long line",
                () -> !smallHost.errorsWithoutId().isEmpty());
        assertTrue(smallHost.errorsWithoutId().get(0).path("code").asInt() <= -32600);
        assertAlive(smallHost);
    }

    @Test
    void manyMalformedLines_areAllAnswered() throws IOException {
        int errorsBefore = host.errorsWithoutId().size();
        host.server().write("}{\n".repeat(10_000).getBytes(UTF_8));

        Waiting.until("ten thousand responses", () -> host.errorsWithoutId().size() == errorsBefore + 10_000);
        assertAlive(host);
    }

    @Test
    void requestBeforeInitialize_isRejectedAtOnce(Servers servers) throws Exception {
        var newHost = servers.attach(Launch.server());
        JsonNode response = newHost.await(newHost.request("tools/list", object()), Duration.ofSeconds(10));

        assertTrue(response.has("error"), response::toString);
        JsonNode initialized = newHost.initialize(HostSession.NEWEST_VERSION, object());
        assertTrue(initialized.has("result"), initialized::toString);
        assertAlive(newHost);
    }

    @Test
    void messageInSingleBytes_isReadCompletely() throws IOException {
        int errorsBefore = host.errorsWithoutId().size();
        var response = host.request("ping", object());
        host.await(response);
        for (byte one : "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/ünbekannt\"}\n".getBytes(UTF_8)) {
            host.server().write(new byte[] {one});
        }

        assertAlive(host);
        assertEquals(errorsBefore, host.errorsWithoutId().size());
    }

    private static void assertAlive(HostSession host) {
        JsonNode response = host.await(host.request("ping", object()), Duration.ofSeconds(10));
        assertTrue(response.has("result"), response::toString);
    }
}
