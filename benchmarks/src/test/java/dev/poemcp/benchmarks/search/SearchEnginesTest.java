package dev.poemcp.benchmarks.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.benchmarks.search.SearchQuery.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both find the same, as far as both can. */
final class SearchEnginesTest {
    private final SyntheticChats chats = new SyntheticChats(500);
    private final List<SearchQuery> queries = SearchQueries.of(chats).subList(0, 100);

    @Test
    void wordsOfMessages_areFoundByBoth(@TempDir Path ours, @TempDir Path peers) throws IOException {
        var times = times(new ProgramSearch(ours));
        var peer = times(new SqliteSearch(peers));

        long phrases =
                queries.stream().filter(query -> query.kind() == Kind.PHRASE).count();
        assertEquals(phrases, times.found(Kind.PHRASE));
        assertEquals(phrases, peer.found(Kind.PHRASE));
        assertTrue(times.found(null) >= peer.found(null), times.found(null) + " and " + peer.found(null));
        assertTrue(peer.found(Kind.DATES) > 0);
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
