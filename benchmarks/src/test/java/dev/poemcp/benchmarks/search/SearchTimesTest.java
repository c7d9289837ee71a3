package dev.poemcp.benchmarks.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.poemcp.benchmarks.search.SearchQuery.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SearchTimesTest {
    private static final List<SearchQuery> QUERIES = List.of(
            SearchQuery.of(Kind.WORD, List.of("a")),
            SearchQuery.of(Kind.PREFIX, List.of("bc")),
            SearchQuery.of(Kind.WORD, List.of("d")));

    @Test
    void answer_isReadForEachKind() {
        var times = SearchTimes.read("pass 3000000:10 1000000:0 2000000:1", QUERIES);

        assertEquals(2, times.percentileMillis(0.5, null));
        assertEquals(3, times.percentileMillis(1, Kind.WORD));
        assertEquals(1, times.percentileMillis(1, Kind.PREFIX));
        assertEquals(2, times.found(null));
        assertEquals(0, times.found(Kind.PREFIX));
    }

    @Test
    void answerOfOtherQueries_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> SearchTimes.read("pass 1:1", QUERIES));
    }
}
