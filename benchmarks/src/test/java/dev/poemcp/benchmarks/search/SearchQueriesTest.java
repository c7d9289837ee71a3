package dev.poemcp.benchmarks.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class SearchQueriesTest {
    @Test
    void queries_areTheSameInEveryProcess() {
        List<SearchQuery> queries = SearchQueries.of(new SyntheticChats(1_000));

        assertEquals(500, queries.size());
        assertEquals(queries, SearchQueries.of(new SyntheticChats(1_000)));
        assertEquals(
                EnumSet.allOf(SearchQuery.Kind.class),
                queries.stream().map(SearchQuery::kind).collect(Collectors.toSet()));
    }

    @Test
    void query_isWrittenInBothLanguages() {
        var phrase = SearchQuery.of(SearchQuery.Kind.PHRASE, List.of("this", "not"));
        var prefix = SearchQuery.of(SearchQuery.Kind.PREFIX, List.of("ку"));
        var dates = new SearchQuery(
                SearchQuery.Kind.DATES, List.of("or", "it"), LocalDate.of(2026, 1, 1), LocalDate.of(2026, 2, 1));

        assertEquals(List.of("\"this not\"", "\"this not\""), List.of(phrase.text(), phrase.match()));
        assertEquals(List.of("ку*", "\"ку\"*"), List.of(prefix.text(), prefix.match()));
        assertEquals(
                List.of("or it after:2026-01-01 before:2026-02-01", "\"or\" \"it\""),
                List.of(dates.text(), dates.match()));
    }
}
