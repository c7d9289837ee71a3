package dev.poemcp.benchmarks.start;

import dev.poemcp.benchmarks.process.Command;
import dev.poemcp.benchmarks.process.StdioProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** Fills the caches of a server before its later starts are measured. */
public final class WarmCache {
    private static final Duration UNTIL_BUILD_BEGINS = Duration.ofSeconds(15);
    private static final Duration UNTIL_BUILD_ENDS = Duration.ofSeconds(60);
    private static final long POLL_MILLIS = 100;
    private static final int MORE_STARTS = 2;
    /** End of the names of complete class archives. */
    private static final String ARCHIVE = ".jsa";

    private WarmCache() {}

    /**
     * Starts the server and waits until it has built a class archive in its cache, if it builds one, then starts it
     * twice more.
     *
     * @param cache its cache folder
     */
    public static void fill(Command command, Path cache) throws IOException, InterruptedException {
        try (var server = StdioProcess.start(command)) {
            StartTimes.measure(server);
            awaitArchive(cache);
        }
        for (int i = 0; i < MORE_STARTS; i++) {
            StartTimes.measure(command);
        }
    }

    private static void awaitArchive(Path cache) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (!contains(cache, WarmCache::isArchive)) {
            var limit = contains(cache, WarmCache::isArchiveInProgress) ? UNTIL_BUILD_ENDS : UNTIL_BUILD_BEGINS;
            if (System.nanoTime() - start > limit.toNanos()) {
                return;
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private static boolean isArchive(Path file) {
        return file.getFileName().toString().endsWith(ARCHIVE);
    }

    private static boolean isArchiveInProgress(Path file) {
        return file.getFileName().toString().contains(ARCHIVE);
    }

    private static boolean contains(Path folder, java.util.function.Predicate<Path> wanted) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.anyMatch(wanted);
        }
    }
}
