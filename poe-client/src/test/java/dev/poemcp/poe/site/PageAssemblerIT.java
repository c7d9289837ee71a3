package dev.poemcp.poe.site;

import static dev.poemcp.poe.site.EmulatedPoe.failureOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.site.json.RelayConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageAssemblerIT {
    private final List<@Nullable String> cursors = new ArrayList<>();

    private static Optional<RelayConnection<Integer>> page(
            List<Integer> items, @Nullable String cursor, @Nullable Boolean hasMore) {
        return Optional.of(RelayConnection.of(items, cursor, hasMore));
    }

    /** A list whose pages have their own size, whatever size is requested. */
    private PageAssembler<Integer> list(int length, int pageSize) {
        return new PageAssembler<>(
                "test",
                (count, cursor) -> {
                    cursors.add(cursor);
                    int from = cursor == null ? 0 : Integer.parseInt(cursor);
                    int to = Math.min(length, from + pageSize);
                    return page(IntStream.range(from, to).boxed().toList(), Integer.toString(to), to < length);
                },
                item -> item);
    }

    @ParameterizedTest
    @CsvSource({"25,10,7", "25,10,10", "25,3,20", "25,100,10", "20,10,20", "1,1,1", "0,5,3", "7,7,100"})
    void anySitePageSize_givesFullPages(int length, int sitePageSize, int pageSize) {
        var list = list(length, sitePageSize);
        List<Integer> all = new ArrayList<>();
        String cursor = null;
        int full = 0;
        do {
            var page = list.read(pageSize, cursor);
            all.addAll(page.items());
            cursor = page.nextCursor();
            full += page.items().size() == pageSize ? 1 : 0;
        } while (cursor != null);

        assertEquals(IntStream.range(0, length).boxed().toList(), all);
        assertEquals(length / pageSize, full);
    }

    @Test
    void nullCursor_endsList() {
        var list = new PageAssembler<Integer>("test", (count, cursor) -> page(List.of(1, 2), null, true), i -> i);

        var page = list.read(10, null);

        assertEquals(List.of(1, 2), page.items());
        assertNull(page.nextCursor());
    }

    @Test
    void repeatedCursor_endsList() {
        var list = new PageAssembler<Integer>("test", (count, cursor) -> page(List.of(1, 2), "again", true), i -> i);

        var page = list.read(10, null);

        assertEquals(List.of(1, 2), page.items());
        assertNull(page.nextCursor());
    }

    @Test
    void emptyPage_endsListDespiteHasNext() {
        var list = new PageAssembler<Integer>("test", (count, cursor) -> page(List.of(), "more", true), i -> i);

        assertNull(list.read(10, null).nextCursor());
    }

    @Test
    void missingList_returnsUnexpectedResponse() {
        var list = new PageAssembler<Integer>("test", (count, cursor) -> Optional.empty(), i -> i);

        assertInstanceOf(PoeFailure.UnexpectedResponse.class, failureOf(() -> list.read(10, null)));
    }

    @Test
    void missingHasNext_endsListAtEmptyPage() {
        var list = new PageAssembler<Integer>(
                "test",
                (count, cursor) -> cursor == null ? page(List.of(1), "2", null) : page(List.of(), "3", null),
                i -> i);

        var page = list.read(10, null);

        assertEquals(List.of(1), page.items());
        assertNull(page.nextCursor());
    }

    @Test
    void endlessList_isBounded() {
        var list = new PageAssembler<Integer>(
                "test",
                (count, cursor) -> {
                    cursors.add(cursor);
                    return page(List.of(1), Integer.toString(cursors.size()), true);
                },
                i -> i);

        var page = list.read(10, null);

        assertEquals(List.of(1), page.items());
        assertEquals(50, cursors.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "%%%", "b3RoZXIKMAo", "dGVzdAotMQo", "dGVzdAp4Cg"})
    void foreignCursor_returnsInvalidRequest(String cursor) {
        assertInstanceOf(
                PoeFailure.InvalidRequest.class, failureOf(() -> list(5, 5).read(2, cursor)));
        assertEquals(List.of(), cursors);
    }
}
