package dev.poemcp.benchmarks.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.benchmarks.search.SearchQuery.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both find the same, as far as both can. */
final class SearchEnginesTest {
    private final SyntheticChats chats = new SyntheticChats(500);
    private final List<SearchQuery> queries = Stream.concat(
                    SearchQueries.of(chats).stream()
                            .filter(query -> query.kind() != Kind.DATES)
                            .limit(100),
                    Stream.of(inYear(2022), inYear(2023)))
            .toList();

    /** No chat is older than 2023. */
    private static SearchQuery inYear(int year) {
        return new SearchQuery(Kind.DATES, List.of("the"), LocalDate.of(year, 1, 1), LocalDate.of(year + 1, 1, 1));
    }

    @Test
    void wordsOfMessages_areFoundByBoth(@TempDir Path ours, @TempDir Path peers) throws IOException {
        var times = times(new ProgramSearch(ours));
        var peer = times(new SqliteSearch(peers));

        long phrases =
                queries.stream().filter(query -> query.kind() == Kind.PHRASE).count();
        assertEquals(phrases, times.found(Kind.PHRASE));
        assertEquals(phrases, peer.found(Kind.PHRASE));
        assertTrue(times.found(null) >= peer.found(null), times.found(null) + " and " + peer.found(null));
        assertEquals(List.of(1L, 1L), List.of(times.found(Kind.DATES), peer.found(Kind.DATES)));
        assertTrue(times.found(Kind.CJK) > peer.found(Kind.CJK));
    }

    private SearchTimes times(SearchEngine engine) throws IOException {
        try (engine) {
            for (int i = 0; i < chats.count(); i++) {
                engine.put(chats.get(i).chat(), chats.get(i).messages());
            }
            engine.finish();
            return SearchTimes.read(SearchProcessMain.pass(engine, queries, false), queries);
        }
    }
}
