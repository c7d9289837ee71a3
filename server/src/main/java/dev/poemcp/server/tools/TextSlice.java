package dev.poemcp.server.tools;

import org.jspecify.annotations.Nullable;

/**
 * A part of a long text that fits into one result. Offsets count Unicode characters (code points), so that no part
 * begins or ends within one.
 *
 * @param nextOffset where the next part begins; null at the end
 */
public record TextSlice(String text, @Nullable Long nextOffset) {
    /** A result has fewer characters, both as text and as JSON. */
    public static final int MAX_RESULT = 30_000;

    /**
     * Maximum of one part, in UTF-16 units of its JSON. The rest of {@link #MAX_RESULT} is for what surrounds the text,
     * in a comparison eight times.
     */
    public static final int MAX_UNITS = 20_000;

    /** @param offset 0 to the length of the text, in code points */
    public static TextSlice of(String text, long offset) {
        return of(text, offset, MAX_UNITS);
    }

    /** Same with another limit, in UTF-16 units, at least 6. */
    public static TextSlice of(String text, long offset, int maxUnits) {
        int start = text.offsetByCodePoints(0, Math.toIntExact(offset));
        int end = start;
        int units = 0;
        while (end < text.length()) {
            units += unitsInJson(text.charAt(end));
            if (units > maxUnits) {
                break;
            }
            end++;
        }
        if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        String part = text.substring(start, end);
        return new TextSlice(part, end == text.length() ? null : offset + part.codePointCount(0, part.length()));
    }

    private static int unitsInJson(char character) {
        return switch (character) {
            case '"', '\\', '\n', '\r', '\t', '\b', '\f' -> 2;
            default -> character < ' ' ? 6 : 1;
        };
    }
}
