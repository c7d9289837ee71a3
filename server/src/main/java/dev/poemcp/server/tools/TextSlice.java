package dev.poemcp.server.tools;

import org.jspecify.annotations.Nullable;

/**
 * A part of a long text that fits into one result. Offsets count Unicode characters (code points), so that no part
 * begins or ends within one.
 *
 * @param nextOffset where the next part begins; null at the end
 */
public record TextSlice(String text, @Nullable Long nextOffset) {
    /**
     * Maximum of UTF-16 units in one part. The text of a result must stay under 100,000 characters; the rest is for the
     * text around it.
     */
    public static final int MAX_UNITS = 90_000;

    /** @param offset 0 to the length of the text, in code points */
    public static TextSlice of(String text, long offset) {
        return of(text, offset, MAX_UNITS);
    }

    /** Same with another limit, in UTF-16 units, at least 2. */
    public static TextSlice of(String text, long offset, int maxUnits) {
        int start = text.offsetByCodePoints(0, Math.toIntExact(offset));
        int end = Math.min(text.length(), start + maxUnits);
        if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        String part = text.substring(start, end);
        return new TextSlice(part, end == text.length() ? null : offset + part.codePointCount(0, part.length()));
    }
}
