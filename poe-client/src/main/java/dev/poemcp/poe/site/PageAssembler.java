package dev.poemcp.poe.site;

import dev.poemcp.poe.Cursor;
import dev.poemcp.poe.Page;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.site.json.RelayConnection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Builds pages of exactly the requested size from pages of any size. Source for the end of a list:
 * docs/poe-protocol.md §6.8.
 */
final class PageAssembler<T> {
    /** Pages of the site read for one of ours; bounds an endless list. */
    private static final int MAX_PAGES = 50;

    private final String list;
    private final PageFetcher<T> fetcher;
    private final Function<T, Object> key;

    /** Fetches a page of the site; empty if the response has no list. */
    @FunctionalInterface
    interface PageFetcher<T> {
        Optional<RelayConnection<T>> fetch(int count, @Nullable String cursor);
    }

    /**
     * @param list name of the list; a cursor of another list is refused
     * @param key key of an entry, because a list that changes may repeat some
     */
    PageAssembler(String list, PageFetcher<T> fetcher, Function<T, Object> key) {
        this.list = list;
        this.fetcher = fetcher;
        this.key = key;
    }

    Page<T> read(int count, @Nullable String cursor) {
        var position = cursor == null ? new PagePosition(null, 0) : PagePosition.decode(list, cursor);
        List<T> items = new ArrayList<>();
        Set<Object> seen = new HashSet<>();
        for (int pages = 0; pages < MAX_PAGES; pages++) {
            var page = fetcher.fetch(Math.min(100, position.offset() + count - items.size()), position.cursor())
                    .orElseThrow(() -> new PoeException(new PoeFailure.UnexpectedResponse(
                            "poe.com's answer holds no list where one should be.", Spend.NONE)));
            int next = position.offset();
            for (; next < page.items().size() && items.size() < count; next++) {
                var item = page.items().get(next);
                if (seen.add(key.apply(item))) {
                    items.add(item);
                }
            }
            boolean isConsumed = next >= page.items().size();
            if (isConsumed && page.isLast(position.cursor())) {
                return new Page<>(items, null);
            }
            position = isConsumed ? new PagePosition(page.next(), 0) : new PagePosition(position.cursor(), next);
            if (items.size() == count) {
                break;
            }
        }
        return new Page<>(items, position.encode(list));
    }

    /** The end of our page: the site's cursor, and how many entries of the page behind it were returned. */
    private record PagePosition(@Nullable String cursor, int offset) {
        static PagePosition decode(String list, String cursor) {
            var parts = Cursor.decode(list, cursor, 2);
            int offset = Cursor.number(parts.get(0));
            return new PagePosition(parts.get(1).isEmpty() ? null : parts.get(1), offset);
        }

        String encode(String list) {
            return Cursor.encode(list, Integer.toString(offset), cursor == null ? "" : cursor);
        }
    }
}
