package dev.poemcp.poe.site.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnescapingReaderTest {
    private static String read(Reader reader, int piece) throws IOException {
        var text = new StringWriter();
        char[] buffer = new char[piece];
        for (int read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
            text.write(buffer, 0, read);
        }
        return text.toString();
    }

    @Test
    void everyEscape_isReplaced() throws IOException {
        String json = "[1,\"a\\\"b\\\\c\\/d\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00 end\",2]";

        assertEquals("a\"b\\c/d\b\f\n\r\t\u00e9\uD83D\uDE00 end", read(new UnescapingReader(json, 3), 4));
    }

    @Test
    void anyText_isReadAsJacksonWritesIt() throws IOException {
        long seed = 20261126;
        var random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            var text = new StringBuilder();
            random.ints(random.nextInt(60), 0, 300).forEach(code -> text.append((char) code));
            String json = new ObjectMapper().writeValueAsString(text.toString());

            String read = read(new UnescapingReader(json, 0), 1 + random.nextInt(9));

            assertEquals(text.toString(), read, () -> "seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"no end", "\"\\", "\"\\x\"", "\"\\u12G4\"", "\"\\u12"})
    void malformedString_isRefused(String json) {
        assertThrows(IOException.class, () -> read(new UnescapingReader(json, 0), 8));
    }
}
