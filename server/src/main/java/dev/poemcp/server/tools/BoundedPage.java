package dev.poemcp.server.tools;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Pages of a list that stay within the text that one result may carry. */
public final class BoundedPage {
    /** What is asked for when the caller does not say how many. */
    public static final int DEFAULT_COUNT = 20;

    private BoundedPage() {}

    /**
     * Asks for fewer items while those that came are too long together. Poe's own cursor then goes on after the last
     * one kept; a cursor made up here could not.
     *
     * @param count what the caller wants
     * @param fetch asks Poe for so many items
     * @param size how many items came
     * @param units their texts together, in UTF-16 units
     */
    public static <P> P fetch(
            @Nullable Integer count, IntFunction<P> fetch, ToIntFunction<P> size, ToLongFunction<P> units) {
        int wanted = Objects.requireNonNullElse(count, DEFAULT_COUNT);
        while (true) {
            P page = fetch.apply(wanted);
            int got = size.applyAsInt(page);
            if (got <= 1 || units.applyAsLong(page) <= TextSlice.MAX_UNITS) {
                return page;
            }
            wanted = Math.max(1, Math.min(wanted, got) / 2);
        }
    }

    /** Length of some texts together; null has none. */
    public static long units(@Nullable String... texts) {
        return Arrays.stream(texts)
                .filter(Objects::nonNull)
                .mapToLong(String::length)
                .sum();
    }
}
