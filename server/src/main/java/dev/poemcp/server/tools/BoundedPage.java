package dev.poemcp.server.tools;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Fetches pages of a list that fit into one result. */
public final class BoundedPage {
    /** Used when the caller gives no count. */
    public static final int DEFAULT_COUNT = 20;

    private BoundedPage() {}

    /**
     * Asks for fewer items while the page is too long. Poe's own cursor then continues after the last item; a cursor
     * made here could not.
     *
     * @param count what the caller wants; null for the default
     * @param fetch requests that many items from Poe
     * @param size number of items of a page
     * @param units total length of a page's texts, in UTF-16 units
     */
    public static <P> P fetch(
            @Nullable Integer count, IntFunction<P> fetch, ToIntFunction<P> size, ToLongFunction<P> units) {
        int wanted = Objects.requireNonNullElse(count, DEFAULT_COUNT);
        while (true) {
            P page = fetch.apply(wanted);
            int received = size.applyAsInt(page);
            if (received <= 1 || units.applyAsLong(page) <= TextSlice.MAX_UNITS) {
                return page;
            }
            wanted = Math.max(1, Math.min(wanted, received) / 2);
        }
    }

    /** Total length of the texts; null counts as 0. */
    public static long units(@Nullable String... texts) {
        return Arrays.stream(texts)
                .filter(Objects::nonNull)
                .mapToLong(String::length)
                .sum();
    }
}
