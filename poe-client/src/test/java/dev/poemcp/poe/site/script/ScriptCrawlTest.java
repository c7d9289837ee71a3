package dev.poemcp.poe.site.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.site.page.SitePage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScriptCrawlTest {
    private static final String FOLDER = "/_next/static/chunks/";
    private final List<String> fetched = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void appScriptComesFirst_thenListsAndWhatTheyName() {
        var crawl = new ScriptCrawl(
                page("main-1.js", "webpack-1.js", "pages/_app-1.js"),
                source -> {
                    fetched.add(source);
                    return Optional.of(source.contains("webpack") ? "\"static/chunks/9.js\"" : "");
                },
                nanos::get);

        assertEquals(4, drain(crawl));
        assertEquals(
                List.of(FOLDER + "pages/_app-1.js", FOLDER + "webpack-1.js", FOLDER + "main-1.js", FOLDER + "9.js"),
                fetched);
    }

    @Test
    void scriptThatFails_isSkipped() {
        var crawl = new ScriptCrawl(
                page("a.js", "b.js"),
                source -> source.endsWith("a.js") ? Optional.empty() : Optional.of("text"),
                nanos::get);

        assertEquals(1, drain(crawl));
    }

    @Test
    void scriptsThatNameEachOther_areFetchedOnce() {
        var crawl = new ScriptCrawl(
                page("webpack-1.js"),
                source -> {
                    fetched.add(source);
                    return Optional.of("\"static/chunks/webpack-1.js\",\"static/chunks/webpack-2.js\"");
                },
                nanos::get);

        assertEquals(2, drain(crawl));
    }

    @Test
    void endlessScripts_endAtTheirNumber() {
        var crawl = new ScriptCrawl(
                page("webpack-0.js"),
                source -> {
                    fetched.add(source);
                    return Optional.of("\"static/chunks/webpack-" + fetched.size() + ".js\"");
                },
                nanos::get);

        assertEquals(200, drain(crawl));
    }

    @Test
    void failingScripts_countAsWell() {
        var names = IntStream.range(0, 500).mapToObj(i -> i + ".js").toArray(String[]::new);
        var crawl = new ScriptCrawl(
                page(names),
                source -> {
                    fetched.add(source);
                    return Optional.empty();
                },
                nanos::get);

        assertEquals(0, drain(crawl));
        assertEquals(200, fetched.size());
    }

    @Test
    void hugeScripts_endAtTheirSize() {
        String huge = "x".repeat(8 << 20);
        var names = IntStream.range(0, 30).mapToObj(i -> i + ".js").toArray(String[]::new);

        assertEquals(8, drain(new ScriptCrawl(page(names), source -> Optional.of(huge), nanos::get)));
    }

    @Test
    void slowScripts_endAtTheirTime() {
        var names = IntStream.range(0, 100).mapToObj(i -> i + ".js").toArray(String[]::new);
        var crawl = new ScriptCrawl(
                page(names),
                source -> {
                    nanos.addAndGet(Duration.ofSeconds(10).toNanos());
                    return Optional.of("");
                },
                nanos::get);

        int scripts = drain(crawl);

        assertTrue(scripts > 0 && nanos.get() <= Duration.ofSeconds(60).toNanos(), scripts + " scripts");
    }

    private static int drain(ScriptCrawl crawl) {
        int count = 0;
        while (crawl.next().isPresent()) {
            count++;
        }
        return count;
    }

    static SitePage page(String... names) {
        return new SitePage(Stream.of(names)
                .map(name -> "<script src=\"" + FOLDER + name + "\"></script>")
                .collect(Collectors.joining()));
    }
}
