package dev.poemcp.poe.site.script;

import dev.poemcp.poe.site.formkey.ScriptSource;
import dev.poemcp.poe.site.page.SitePage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The scripts that a page leads to, fetched one by one: first those that list others, then the app's, then the rest.
 * Bounded in number, size and time. Not thread-safe.
 */
final class ScriptCrawl {
    private static final int MAX_SCRIPTS = 200;
    private static final long MAX_CHARS = 64L << 20;
    private static final Duration MAX_TIME = Duration.ofSeconds(30);

    private final ScriptSource scripts;
    private final LongSupplier nanoTime;
    private final Deque<String> waiting = new ArrayDeque<>();
    private final Set<String> seen = new HashSet<>();
    private int fetched;
    private long chars;
    private long nanos;

    ScriptCrawl(SitePage page, ScriptSource scripts, LongSupplier nanoTime) {
        this.scripts = scripts;
        this.nanoTime = nanoTime;
        page.scripts().stream()
                .filter(script -> !script.isInline())
                .map(SitePage.Script::source)
                .filter(ScriptCrawl::isOfSite)
                .sorted(Comparator.comparingInt(ScriptCrawl::rank))
                .forEach(this::add);
    }

    /** A path of the site's own host, or a file of its build on another one; a tracker's script is neither. */
    private static boolean isOfSite(String source) {
        boolean hasHost = source.startsWith("//") || source.contains("://");
        return !hasHost || source.contains("/_next/static/");
    }

    private static int rank(String source) {
        return source.contains("_app-") ? 0 : source.contains("_buildManifest") || source.contains("webpack") ? 1 : 2;
    }

    private void add(String source) {
        if (seen.add(source)) {
            waiting.add(source);
        }
    }

    /** The next script that can be read; empty at the end or at a limit. */
    Optional<String> next() {
        while (!waiting.isEmpty() && fetched < MAX_SCRIPTS && chars < MAX_CHARS && nanos < MAX_TIME.toNanos()) {
            String source = waiting.remove();
            fetched++;
            long start = nanoTime.getAsLong();
            Optional<String> text = scripts.script(source);
            nanos += nanoTime.getAsLong() - start;
            if (text.isPresent()) {
                chars += text.get().length();
                ScriptLinks.in(source, text.get()).forEach(this::add);
                return text;
            }
        }
        return Optional.empty();
    }
}
