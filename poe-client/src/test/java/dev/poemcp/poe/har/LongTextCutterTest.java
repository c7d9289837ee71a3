package dev.poemcp.poe.har;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LongTextCutterTest {
    private static final String CUT = String.valueOf(LongTextCutter.CUT);

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "[\"1234\"],[\"1234\"]",
                "[\"12345\"],[\"1234~\"]",
                "[\"123456789\"  ],[\"1234~\"  ]",
                "[\"12345\";\"6\"],[\"1234~\";\"6\"]",
                // An escape sequence stays whole, and its quote ends nothing.
                "[\"123\\\"\"],[\"123\\\"\"]",
                "[\"123\\\"5\"],[\"123\\\"~\"]",
                "[\"1234\\\"56\"],[\"1234~\"]",
                "[\"1234567\\\\\"],[\"1234~\"]",
                "[\"123\\u005c\\u0022\"],[\"123\\u005c~\"]",
                "123456789,123456789",
                "[\"12345,[\"1234~",
            })
    void longString_isCut(String json, String expected) {
        String cut = expected.replace("~", CUT);

        assertEquals(cut, read(json, 1_000));
        assertEquals(cut, read(json, 1), "one character at a time");
        assertEquals(cut, read(json, 3), "three characters at a time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[\"a\\\\\", \"b\"]", "\"\\"})
    void shortStrings_passUnchanged(String json) {
        assertEquals(json, read(json, 1_000));
    }

    @Test
    void byteOrderMark_isDropped() {
        assertEquals("{}", read("\ufeff{}", 1_000));
    }

    private static String read(String json, int bufferSize) {
        try (Reader cutter = new LongTextCutter(new StringReader(json), 4)) {
            var result = new StringWriter();
            var buffer = new char[bufferSize];
            for (int read = cutter.read(buffer); read >= 0; read = cutter.read(buffer)) {
                result.write(buffer, 0, read);
            }
            return result.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
