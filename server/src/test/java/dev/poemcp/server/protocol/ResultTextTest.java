package dev.poemcp.server.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ResultTextTest {
    @Test
    void result_isFormattedAsLinesAndDashes() {
        var facts = facts(
                "chat", facts("chat_id", 7, "title", null),
                "messages",
                        List.of(
                                facts("author", "user", "text", "two\nlines"),
                                facts("author", "Haiku", "tags", List.of("a", "b"))),
                "next_cursor", null,
                "none", List.of());

        assertEquals("""
                chat:
                  chat_id: 7
                messages:
                - author: user
                  text:
                    two
                    lines
                - author: Haiku
                  tags: a, b
                none: none""", ResultText.of(facts));
    }

    @Test
    void longText_isCutWithMarker() {
        var text = ResultText.of(facts("text", "x".repeat(28_000), "more", "🐸".repeat(5_000), "last", 1));

        assertTrue(text.length() <= ResultText.MAX_CHARS, () -> "length " + text.length());
        assertTrue(text.contains("[Cut here"), "is marked");
        assertEquals(-1, text.indexOf('?'));
        text.codePoints().forEach(point -> assertTrue(!Character.isSurrogate((char) point) || point > 0xffff));
    }

    private static Map<String, Object> facts(@Nullable Object... namesAndValues) {
        var facts = new LinkedHashMap<String, Object>();
        var parts = Arrays.asList(namesAndValues);
        for (var i = 0; i < parts.size(); i += 2) {
            put(facts, String.valueOf(parts.get(i)), parts.get(i + 1));
        }
        return facts;
    }

    // A converted record has null values, which the declared type of the map does not say.
    @SuppressWarnings("NullAway")
    private static void put(Map<String, Object> facts, String name, @Nullable Object value) {
        facts.put(name, value);
    }
}
