package dev.poemcp.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpResponseEndTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\ncontent-length:0\r\nX: y\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
            })
    void wholeResponse_isCompleteOnlyWithItsLastByte(String response) throws IOException {
        byte[] bytes = response.getBytes(US_ASCII);

        for (int length = 0; length < bytes.length; length++) {
            assertFalse(HttpResponseEnd.isComplete(bytes, length), "after " + length);
        }
        assertTrue(HttpResponseEnd.isComplete(bytes, bytes.length));
    }

    @Test
    void otherStatus_isAnError() {
        byte[] bytes = "HTTP/1.1 429 Too Many Requests\r\n\r\n".getBytes(US_ASCII);

        assertThrows(IOException.class, () -> HttpResponseEnd.isComplete(bytes, bytes.length));
    }
}
