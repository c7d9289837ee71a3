package dev.poemcp.poe.site;

import static dev.poemcp.poe.site.EmulatedPoe.failureOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.site.PageAssembler.ListPage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageAssemblerTest {
    private final List<@Nullable String> asked = new ArrayList<>();

    /** A list whose pages have their own size, whatever size is requested. */
    private PageAssembler<Integer> list(int length, int pageSize) {
        return new PageAssembler<>(
                "test",
                (count, cursor) -> {
                    asked.add(cursor);
                    int from = cursor == null ? 0 : Integer.parseInt(cursor);
                    int to = Math.min(length, from + pageSize);
                    return new ListPage<>(
                            IntStream.range(from, to).boxed().toList(), Integer.toString(to), to < length);
                },
                item -> item);
    }

    @ParameterizedTest
    @CsvSource({"25,10,7", "25,10,10", "25,3,20", "25,100,10", "20,10,20", "1,1,1", "0,5,3", "7,7,100"})
    void pagesOfOursDoNotDependOnThoseOfTheSite(int length, int sitePage, int ourPage) {
        var list = list(length, sitePage);
        List<Integer> all = new ArrayList<>();
        String cursor = null;
        int full = 0;
        do {
            var page = list.read(ourPage, cursor);
            all.addAll(page.items());
            cursor = page.nextCursor();
            full += page.items().size() == ourPage ? 1 : 0;
        } while (cursor != null);

        assertEquals(IntStream.range(0, length).boxed().toList(), all);
        assertEquals(length / ourPage, full);
    }

    @Test
    void aNullCursorBehindEntriesIsTheEnd() {
        var list = new PageAssembler<Integer>(
                "test", (count, cursor) -> new ListPage<>(List.of(1, 2), null, true), i -> i);

        var page = list.read(10, null);

        assertEquals(List.of(1, 2), page.items());
        assertNull(page.nextCursor());
    }

    @Test
    void aRepeatedCursorIsTheEnd() {
        var list = new PageAssembler<Integer>(
                "test", (count, cursor) -> new ListPage<>(List.of(1, 2), "again", true), i -> i);

        var page = list.read(10, null);

        assertEquals(List.of(1, 2), page.items());
        assertNull(page.nextCursor());
    }

    @Test
    void anEmptyPageIsTheEndEvenWhenTheSiteSaysThereIsMore() {
        var list =
                new PageAssembler<Integer>("test", (count, cursor) -> new ListPage<>(List.of(), "more", true), i -> i);

        assertNull(list.read(10, null).nextCursor());
    }

    @Test
    void withoutHasNextTheListEndsAtAnEmptyPage() {
        var list = new PageAssembler<Integer>(
                "test",
                (count, cursor) ->
                        cursor == null ? new ListPage<>(List.of(1), "2", null) : new ListPage<>(List.of(), "3", null),
                i -> i);

        var page = list.read(10, null);

        assertEquals(List.of(1), page.items());
        assertNull(page.nextCursor());
    }

    @Test
    void aSiteThatGoesOnForEverDoesNotKeepUs() {
        var list = new PageAssembler<Integer>(
                "test",
                (count, cursor) -> {
                    asked.add(cursor);
                    return new ListPage<>(List.of(1), Integer.toString(asked.size()), true);
                },
                i -> i);

        var page = list.read(10, null);

        assertEquals(List.of(1), page.items());
        assertEquals(50, asked.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "%%%", "b3RoZXIKMAo", "dGVzdAotMQo", "dGVzdAp4Cg"})
    void aForeignCursorIsRefused(String cursor) {
        assertInstanceOf(
                PoeFailure.InvalidRequest.class, failureOf(() -> list(5, 5).read(2, cursor)));
        assertEquals(List.of(), asked);
    }
}
