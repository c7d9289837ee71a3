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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Malformed lines: each is rejected without effect on others. */
final class HostileInputIT {
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
        try (var host = HostSession.open(Launch.server())) {
            host.server().writeLine(line);

            Waiting.until(
                    "a response to the malformed line",
                    () -> !host.errorsWithoutId().isEmpty());
            assertEquals(code, host.errorsWithoutId().get(0).path("code").asInt());
            assertAlive(host);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\r"})
    void blankLine_isIgnored(String line) throws IOException {
        try (var host = HostSession.open(Launch.server())) {
            host.server().writeLine(line);

            assertAlive(host);
            assertEquals(0, host.errorsWithoutId().size());
        }
    }

    @Test
    void invalidUtf8_returnsParseError() throws IOException {
        try (var host = HostSession.open(Launch.server())) {
            host.server()
                    .write("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\",\"x\":\"\u00ff\u00fe\"}\n"
                            .getBytes(ISO_8859_1));

            Waiting.until(
                    "a response to the malformed line",
                    () -> !host.errorsWithoutId().isEmpty());
            assertEquals(-32700, host.errorsWithoutId().get(0).path("code").asInt());
            assertAlive(host);
        }
    }

    @Test
    void lineOfHundredMegabytes_isSkippedInBoundedMemory() throws IOException {
        try (var host = HostSession.open(Launch.server().jvmFlag("-Xmx96m"))) {
            byte[] megabyte = new byte[1 << 20];
            Arrays.fill(megabyte, (byte) 'x');
            host.server()
                    .write("{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"ping\",\"params\":{\"x\":\"".getBytes(UTF_8));
            for (int i = 0; i < 100; i++) {
                host.server().write(megabyte);
            }
            host.server().write("\"}}\n".getBytes(UTF_8));

            Waiting.until(
                    "a response to the long line", () -> !host.errorsWithoutId().isEmpty());
            assertTrue(host.errorsWithoutId().get(0).path("code").asInt() <= -32600);
            assertAlive(host);
        }
    }

    @Test
    void manyMalformedLines_areAllAnswered() throws IOException {
        try (var host = HostSession.open(Launch.server())) {
            host.server().write("}{\n".repeat(10_000).getBytes(UTF_8));

            Waiting.until("ten thousand responses", () -> host.errorsWithoutId().size() == 10_000);
            assertAlive(host);
        }
    }

    @Test
    void requestBeforeInitialize_isRejectedAtOnce() throws Exception {
        try (var host = HostSession.attach(Launch.server().start())) {
            JsonNode response = host.await(host.request("tools/list", object()), Duration.ofSeconds(10));

            assertTrue(response.has("error"), response::toString);
            JsonNode initialized = host.initialize(HostSession.NEWEST_VERSION, object());
            assertTrue(initialized.has("result"), initialized::toString);
            assertAlive(host);
        }
    }

    @Test
    void messageInSingleBytes_isReadCompletely() throws IOException {
        try (var host = HostSession.open(Launch.server())) {
            var response = host.request("ping", object());
            host.await(response);
            for (byte one : "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/ünbekannt\"}\n".getBytes(UTF_8)) {
                host.server().write(new byte[] {one});
            }

            assertAlive(host);
            assertEquals(0, host.errorsWithoutId().size());
        }
    }

    private static void assertAlive(HostSession host) {
        JsonNode response = host.await(host.request("ping", object()), Duration.ofSeconds(10));
        assertTrue(response.has("result"), response::toString);
    }
}
