package dev.poemcp.server.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class TextSliceTest {
    @Test
    void shortText_isOneSlice() {
        assertEquals(new TextSlice("frog 🐸", null), TextSlice.of("frog 🐸", 0));
        assertEquals(new TextSlice("", null), TextSlice.of("", 0));
        assertEquals(new TextSlice("🐸", null), TextSlice.of("frog 🐸", 5));
        assertEquals(new TextSlice("", null), TextSlice.of("frog 🐸", 6));
    }

    @Test
    void escapedCharacters_countAsInJson() {
        assertEquals("ab", TextSlice.of("ab\nc", 0, 3).text());
        assertEquals(3L, TextSlice.of("a\"\u0001b", 0, 9).nextOffset());
    }

    @Test
    void joinedSlices_areTheText() {
        for (String text :
                new String[] {"🐸".repeat(150_000), "x" + "🐸".repeat(150_000), "x".repeat(TextSlice.MAX_UNITS)}) {
            StringBuilder joined = new StringBuilder();
            Long offset = 0L;
            while (offset != null) {
                TextSlice slice = TextSlice.of(text, offset);
                assertTrue(slice.text().length() <= TextSlice.MAX_UNITS);
                joined.append(slice.text());
                offset = slice.nextOffset();
            }

            assertEquals(text, joined.toString());
        }
    }
}
