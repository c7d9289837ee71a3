package dev.poemcp.server.jsonrpc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IncomingParserTest {
    private final IncomingParser parser = new IncomingParser(new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .reader());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "none",
            value = {
                "x | -32700 | none",
                "{\"jsonrpc\":\"2.0\" | -32700 | none",
                "{} {} | -32700 | none",
                "42 | -32600 | none",
                "{} | -32600 | none",
                "{\"jsonrpc\":\"2.0\",\"id\":3} | -32600 | 3",
                "{\"jsonrpc\":\"1.0\",\"id\":3,\"method\":\"ping\"} | -32600 | 3",
                "{\"id\":\"a\",\"method\":\"ping\"} | -32600 | \"a\"",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"} | -32600 | none",
                "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"} | -32600 | none",
                "{\"jsonrpc\":\"2.0\",\"id\":99999999999999999999,\"method\":\"ping\"} | -32600 | none",
                "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"} | -32600 | none",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7} | -32600 | 1",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":[1]} | -32600 | 1",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{},\"error\":{}} | -32600 | 1",
                "[] | -32600 | none",
            })
    void invalidMessage_isMalformedWithCodeAndId(String line, int code, String id) {
        var malformed = assertInstanceOf(Incoming.Malformed.class, parser.parse(line.getBytes(UTF_8)));

        assertEquals(code, malformed.code());
        assertEquals(id, malformed.id() == null ? null : malformed.id().toString());
    }

    @Test
    void invalidUtf8_isParseError() {
        // An overlong slash, and half of a surrogate pair in three bytes.
        for (var bad : new String[] {"\u00c0\u00af", "\u00ed\u00a0\u0080", "\u00ff"}) {
            var line = "{\"jsonrpc\":\"2.0\",\"method\":\"x\",\"params\":{\"a\":\"" + bad + "\"}}";

            var malformed = assertInstanceOf(Incoming.Malformed.class, parser.parse(line.getBytes(ISO_8859_1)));

            assertEquals(-32700, malformed.code());
        }
    }

    @Test
    void replacementCharacter_isAccepted() {
        var line = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"x\ufffd\"}";

        var request = assertInstanceOf(Incoming.Request.class, parser.parse(line.getBytes(UTF_8)));

        assertEquals("x\ufffd", request.method());
    }

    @Test
    void deepNesting_isParseError() {
        var malformed = parser.parse("[".repeat(100_000).getBytes(UTF_8));

        assertEquals(
                -32700, assertInstanceOf(Incoming.Malformed.class, malformed).code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"seven\"", "9007199254740993"})
    void request_keepsItsId(String id) {
        var request = assertInstanceOf(
                Incoming.Request.class,
                parser.parse(("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"ping\"}").getBytes(UTF_8)));

        assertEquals(id, request.id().toString());
        assertEquals("ping", request.method());
    }

    @Test
    void batch_keepsOrderAndMalformedMessages() {
        var line = "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"},7,{\"jsonrpc\":\"2.0\",\"method\":\"n\"},[]]";

        var batch = assertInstanceOf(Incoming.Batch.class, parser.parse(line.getBytes(UTF_8)));

        assertInstanceOf(Incoming.Request.class, batch.messages().get(0));
        assertInstanceOf(Incoming.Malformed.class, batch.messages().get(1));
        assertInstanceOf(Incoming.Notification.class, batch.messages().get(2));
        assertInstanceOf(Incoming.Malformed.class, batch.messages().get(3), "no batch within a batch");
    }
}
