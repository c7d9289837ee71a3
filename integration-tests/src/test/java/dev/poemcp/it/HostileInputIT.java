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

/** Lines that no host should write: each costs only itself. */
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
    void aLineThatIsNoMessageIsAnsweredAndTheServerLives(String line, int code) throws IOException {
        try (var host = HostSession.open(Launch.server())) {
            host.server().writeLine(line);

            Waiting.until(
                    "an answer to the bad line", () -> !host.unaddressedErrors().isEmpty());
            assertEquals(code, host.unaddressedErrors().get(0).path("code").asInt());
            assertAlive(host);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\r"})
    void blankLinesAreIgnored(String line) throws IOException {
        try (var host = HostSession.open(Launch.server())) {
            host.server().writeLine(line);

            assertAlive(host);
            assertEquals(0, host.unaddressedErrors().size());
        }
    }

    @Test
    void invalidUtf8IsAnsweredAsAParseError() throws IOException {
        try (var host = HostSession.open(Launch.server())) {
            host.server()
                    .write("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\",\"x\":\"\u00ff\u00fe\"}\n"
                            .getBytes(ISO_8859_1));

            Waiting.until(
                    "an answer to the bad line", () -> !host.unaddressedErrors().isEmpty());
            assertEquals(-32700, host.unaddressedErrors().get(0).path("code").asInt());
            assertAlive(host);
        }
    }

    @Test
    void aLineOfAHundredMegabytesIsSkippedInBoundedMemory() throws IOException {
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
                    "an answer to the long line",
                    () -> !host.unaddressedErrors().isEmpty());
            assertTrue(host.unaddressedErrors().get(0).path("code").asInt() <= -32600);
            assertAlive(host);
        }
    }

    @Test
    void aFloodOfBadLinesIsAnsweredLineByLine() throws IOException {
        try (var host = HostSession.open(Launch.server())) {
            host.server().write("}{\n".repeat(10_000).getBytes(UTF_8));

            Waiting.until("ten thousand answers", () -> host.unaddressedErrors().size() == 10_000);
            assertAlive(host);
        }
    }

    @Test
    void aRequestBeforeTheHandshakeIsAnsweredAtOnce() throws Exception {
        try (var host = HostSession.over(Launch.server().start())) {
            JsonNode answer = host.await(host.request("tools/list", object()), Duration.ofSeconds(10));

            assertTrue(answer.has("error"), answer::toString);
            JsonNode initialized = host.initialize(HostSession.NEWEST_VERSION, object());
            assertTrue(initialized.has("result"), initialized::toString);
            assertAlive(host);
        }
    }

    @Test
    void aMessageSplitInSingleBytesArrivesWhole() throws IOException {
        try (var host = HostSession.open(Launch.server())) {
            var response = host.request("ping", object());
            host.await(response);
            for (byte one : "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/ünbekannt\"}\n".getBytes(UTF_8)) {
                host.server().write(new byte[] {one});
            }

            assertAlive(host);
            assertEquals(0, host.unaddressedErrors().size());
        }
    }

    private static void assertAlive(HostSession host) {
        JsonNode answer = host.await(host.request("ping", object()), Duration.ofSeconds(10));
        assertTrue(answer.has("result"), answer::toString);
    }
}
