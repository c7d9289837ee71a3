package dev.poemcp.server.tools;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Fetches pages of a list that fit into one result. */
public final class BoundedPage {
    /** Used when the caller gives no count. */
    public static final int DEFAULT_COUNT = 20;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private BoundedPage() {}

    /**
     * Asks for fewer items while the page is too long. Poe's own cursor then continues after the last item; a cursor
     * made here could not.
     *
     * @param count what the caller wants; null for the default
     * @param fetch requests that many items from Poe
     * @param size number of items of a page
     */
    public static <R extends Record> R fetch(@Nullable Integer count, IntFunction<R> fetch, ToIntFunction<R> size) {
        int wanted = Objects.requireNonNullElse(count, DEFAULT_COUNT);
        while (true) {
            R page = fetch.apply(wanted);
            int received = size.applyAsInt(page);
            int units = JSON.valueToTree(page).toString().length();
            if (received <= 1 || units < TextSlice.MAX_RESULT) {
                return page;
            }
            // What fits if the items are of equal length, and always fewer than before.
            int fitting = (int) ((long) received * TextSlice.MAX_RESULT / units);
            wanted = Math.max(1, Math.min(fitting, received - 1));
        }
    }
}
