package dev.poemcp.poe.site;

import dev.poemcp.poe.Page;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gives exactly as many entries as were asked for, whatever the site's idea of a page is. Source: docs/poe-protocol.md
 * §6.8 for when a list ends.
 */
final class PageAssembler<T> {
    /** Of the site's, for one of ours: a site that goes on for ever must not keep us. */
    private static final int MOST_PAGES = 50;

    private final String list;
    private final Source<T> source;
    private final Function<T, Object> identity;

    /** Where pages come from. */
    @FunctionalInterface
    interface Source<T> {
        SitePage<T> page(int count, @Nullable String cursor);
    }

    /**
     * A page as the site gives it.
     *
     * @param endCursor asks for what follows
     * @param hasNext null where the site does not say
     */
    record SitePage<T>(
            List<T> items,
            @Nullable String endCursor,
            @Nullable Boolean hasNext) {
        boolean isLast(@Nullable String cursor) {
            return items.isEmpty() || Boolean.FALSE.equals(hasNext) || endCursor == null || endCursor.equals(cursor);
        }
    }

    /**
     * @param list which list it is; a cursor of one list is refused by another
     * @param identity what tells entries apart, since a list that changes may repeat some
     */
    PageAssembler(String list, Source<T> source, Function<T, Object> identity) {
        this.list = list;
        this.source = source;
        this.identity = identity;
    }

    Page<T> read(int count, @Nullable String cursor) {
        var place = cursor == null ? new Place(null, 0) : Place.read(list, cursor);
        List<T> items = new ArrayList<>();
        Set<Object> seen = new HashSet<>();
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            var page = source.page(Math.min(100, place.offset() + count - items.size()), place.cursor());
            int at = place.offset();
            for (; at < page.items().size() && items.size() < count; at++) {
                var item = page.items().get(at);
                if (seen.add(identity.apply(item))) {
                    items.add(item);
                }
            }
            boolean isUsedUp = at >= page.items().size();
            if (isUsedUp && page.isLast(place.cursor())) {
                return new Page<>(items, null);
            }
            place = isUsedUp ? new Place(page.endCursor(), 0) : new Place(place.cursor(), at);
            if (items.size() == count) {
                break;
            }
        }
        return new Page<>(items, place.write(list));
    }

    /** Where a page of ours ends: the site's cursor, and how much of the page behind it has been given. */
    private record Place(@Nullable String cursor, int offset) {
        static Place read(String list, String cursor) {
            var parts = Cursor.open(list, cursor, 2);
            int offset = Cursor.number(parts.get(0));
            return new Place(parts.get(1).isEmpty() ? null : parts.get(1), offset);
        }

        String write(String list) {
            return Cursor.seal(list, Integer.toString(offset), cursor == null ? "" : cursor);
        }
    }
}
