package dev.poemcp.server.transport.stdio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BoundedLinesTest {
    private static final int MAX = 10;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void chunkedInput_givesSameLines(int chunk) throws IOException {
        var text = "one\r\ntwo\n\nthree, too long\n0123456789\nlast";

        var lines = read(text, chunk);

        assertEquals(List.of("one", "two", "", "TOO LONG", "0123456789", "last"), lines);
    }

    @Test
    void endAfterLineEnd_givesNoFurtherLine() throws IOException {
        assertEquals(List.of("one"), read("one\n", 1000));
        assertEquals(List.of(), read("", 1000));
    }

    @Test
    void tooLongLastLine_isReported() throws IOException {
        assertEquals(List.of("TOO LONG"), read("x".repeat(200_000), 1000));
    }

    @Test
    void lineOverManyBuffers_isComplete() throws IOException {
        var text = "0123456789".repeat(30_000);

        var lines = new BoundedLines(new ByteArrayInputStream((text + "\nnext").getBytes(UTF_8)), 1_000_000);

        assertEquals(text, next(lines));
        assertEquals("next", next(lines));
        assertNull(lines.next());
    }

    private static List<String> read(String text, int chunk) throws IOException {
        var lines = new BoundedLines(inChunks(text, chunk), MAX);
        var found = new ArrayList<String>();
        for (var line = lines.next(); line != null; line = lines.next()) {
            found.add(line.tooLong() ? "TOO LONG" : new String(line.bytes(), UTF_8));
        }
        return found;
    }

    private static String next(BoundedLines lines) throws IOException {
        var line = lines.next();
        return line == null ? "END" : new String(line.bytes(), UTF_8);
    }

    private static InputStream inChunks(String text, int chunk) {
        return new ByteArrayInputStream(text.getBytes(UTF_8)) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, chunk));
            }
        };
    }
}
