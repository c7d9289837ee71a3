package dev.poemcp.benchmarks.search;

import dev.poemcp.benchmarks.process.BenchmarkSetup;
import dev.poemcp.benchmarks.process.Command;
import dev.poemcp.benchmarks.process.Jdk;
import dev.poemcp.benchmarks.process.StdioProcess;
import dev.poemcp.benchmarks.report.Goal;
import dev.poemcp.benchmarks.report.Row;
import dev.poemcp.benchmarks.report.Section;
import dev.poemcp.benchmarks.report.Unit;
import dev.poemcp.benchmarks.round.Part;
import dev.poemcp.benchmarks.round.Program;
import dev.poemcp.benchmarks.round.Results;
import dev.poemcp.benchmarks.round.Rounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Indexing and searching many messages, beside SQLite's FTS5. */
public final class SearchBenchmark implements Part {
    private static final String HEAP = "512 MB";
    private static final String HEAP_OPTION = "-Xmx512m";
    private static final Duration LIMIT = Duration.ofMinutes(60);

    private final BenchmarkSetup setup;
    private final SyntheticChats chats;

    /** @param messages to search in */
    public SearchBenchmark(BenchmarkSetup setup, int messages) {
        this.setup = setup;
        chats = new SyntheticChats(messages);
    }

    @Override
    public String title() {
        return "Search";
    }

    @Override
    public boolean startsProgram() {
        return false;
    }

    @Override
    public Section measure() throws IOException, InterruptedException {
        List<StdioProcess> processes = new ArrayList<>();
        try {
            List<Program<StdioProcess>> programs = new ArrayList<>();
            programs.add(Program.peer(start(setup.jdks().get(0), SearchProcessMain.SQLITE, processes)));
            for (Jdk jdk : setup.jdks()) {
                programs.add(new Program<>(jdk.name(), start(jdk, SearchProcessMain.PROGRAM, processes)));
            }
            var indexing = Rounds.run(0, 1, programs, SearchBenchmark::index);
            List<SearchQuery> queries = SearchQueries.of(chats);
            var passes = Rounds.run(1, setup.longRounds(), programs, process -> pass(process, queries));
            List<Row> rows = new ArrayList<>(rowsOfIndexing(indexing));
            rows.addAll(rowsOfSearches(passes));
            return new Section(title(), notes(indexing, passes), rows);
        } finally {
            for (StdioProcess process : processes) {
                process.close();
            }
        }
    }

    private StdioProcess start(Jdk jdk, String engine, List<StdioProcess> processes) throws IOException {
        Path folder = setup.newHome();
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        var process = StdioProcess.start(
                new Command(
                        List.of(
                                jdk.java().toString(),
                                HEAP_OPTION,
                                // SQLite's driver unpacks its library there.
                                "-Djava.io.tmpdir=" + temporary,
                                "-cp",
                                System.getProperty("java.class.path"),
                                SearchProcessMain.class.getName(),
                                engine,
                                folder.resolve("index").toString(),
                                Integer.toString(chats.count() * SyntheticChats.MESSAGES_PER_CHAT)),
                        Map.of()),
                LIMIT);
        processes.add(process);
        return process;
    }

    private record Indexing(double seconds, double textBytes, double fileBytes) {}

    private static Indexing index(StdioProcess process) throws IOException {
        process.send(SearchProcessMain.INDEX);
        String[] words = process.readUntil(SearchProcessMain.INDEX).split(" ", -1);
        return new Indexing(Double.parseDouble(words[1]), Double.parseDouble(words[2]), Double.parseDouble(words[3]));
    }

    private static SearchTimes pass(StdioProcess process, List<SearchQuery> queries) throws IOException {
        process.send(SearchProcessMain.PASS);
        return SearchTimes.read(process.readUntil(SearchProcessMain.PASS), queries);
    }

    private List<Row> rowsOfIndexing(Results<Indexing> indexing) {
        double messages = (double) chats.count() * SyntheticChats.MESSAGES_PER_CHAT;
        return List.of(
                indexing.row("messages indexed", Unit.CALLS_PER_SECOND, null, result -> messages / result.seconds()),
                indexing.row("size of the index", Unit.MEGABYTES, null, result -> result.fileBytes() / 1e6),
                indexing.row(
                        "size of the index to that of the text",
                        Unit.TIMES,
                        null,
                        result -> result.fileBytes() / result.textBytes()));
    }

    private static List<Row> rowsOfSearches(Results<SearchTimes> passes) {
        List<Row> rows = new ArrayList<>();
        rows.add(passes.row("p50, all queries", Unit.MILLISECONDS, null, pass -> pass.percentileMillis(0.5, null)));
        rows.add(passes.row(
                "p99, all queries", Unit.MILLISECONDS, Goal.atMost(50), pass -> pass.percentileMillis(0.99, null)));
        rows.add(passes.row("slowest, all queries", Unit.MILLISECONDS, null, pass -> pass.percentileMillis(1, null)));
        for (SearchQuery.Kind kind : SearchQuery.Kind.values()) {
            rows.add(passes.row(
                    "p50, " + kind.title(), Unit.MILLISECONDS, null, pass -> pass.percentileMillis(0.5, kind)));
            rows.add(passes.row(
                    "p99, " + kind.title(), Unit.MILLISECONDS, null, pass -> pass.percentileMillis(0.99, kind)));
        }
        return rows;
    }

    private String notes(Results<Indexing> indexing, Results<SearchTimes> passes) {
        var results = List.copyOf(passes.byProgram().values());
        SearchTimes peer = results.get(0).get(0);
        SearchTimes ours = results.get(1).get(0);
        long peerCjk = peer.found(SearchQuery.Kind.CJK);
        long ourCjk = ours.found(SearchQuery.Kind.CJK);
        double text = indexing.byProgram().values().iterator().next().get(0).textBytes();
        return String.format(
                Locale.ROOT,
                """
                %,d invented messages in %,d chats, %,.0f MB of text in UTF-8: 10 to 120 words each, one of 200 up to 3,000, in
                English, German, French, Russian, Chinese and Japanese, with the real frequent words of each language as a third of the words. The
                peer is SQLite's FTS5 with the same facts of each message (`unicode61 remove_diacritics 2`, a transaction per 5,000
                messages, ordered by BM25, `snippet()`). Each runs in a JVM of its own with %s of heap, which also makes the messages; that time does not count. Both
                are searched one query at a time, in alternating passes.

                500 queries, the same for both, each with 10 hits and their snippets; all ran once before. poe-mcp also looks for other
                forms of a word, and finds Chinese and Japanese words within a text, where FTS5 takes a sentence for one word: of the 50
                queries with them %d find something, and %d in the peer; of the others %d and %d. "Slowest" is the one slowest query.""",
                chats.count() * SyntheticChats.MESSAGES_PER_CHAT,
                chats.count(),
                text / 1e6,
                HEAP,
                ourCjk,
                peerCjk,
                ours.found(null) - ourCjk,
                peer.found(null) - peerCjk);
    }
}
