package dev.poemcp.server.jsonrpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonRpcTest {
    @Test
    void bytes_areUtf8WithTheEnd() throws Exception {
        var bytes = JsonRpc.bytes(Map.of("a", "grün 🐸"), "\n");

        assertEquals("{\"a\":\"grün 🐸\"}\n", new String(bytes, StandardCharsets.UTF_8));
    }

    @Test
    void loneSurrogate_becomesQuestionMark() throws Exception {
        var bytes = JsonRpc.bytes(Map.of("a", "x\ud83dy"), "");

        assertEquals("{\"a\":\"x?y\"}", new String(bytes, StandardCharsets.UTF_8));
    }
}
