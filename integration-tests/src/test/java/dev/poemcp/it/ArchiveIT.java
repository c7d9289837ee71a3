package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive of classes for a JVM that the build had not. */
final class ArchiveIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** At the lowest priority, beside other tests. */
    private static final Duration TRAINING_LIMIT = Duration.ofMinutes(3);

    private static final int MIN_BYTES = 1_000_000;
    private static final String INITIALIZE = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
            "capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""";

    private final Path folder;
    private final Path archive;

    ArchiveIT(@TempDir Path folder) {
        this.folder = folder;
        archive = folder.resolve(ClassArchive.flags().get(0).endsWith(".aot") ? "x.aot" : "x.jsa");
    }

    @Test
    void missingArchive_isMadeInBackgroundAndUsedByTheNextStart() throws Exception {
        try (var server = Launch.server().withArchive(archive).start()) {
            server.writeLine(INITIALIZE);
            assertTrue(String.valueOf(server.nextLine(LIMIT)).contains("\"result\""));
            awaitArchive();
        }
        Path loaded = folder.resolve("classes.txt");
        try (var server = Launch.server()
                .withArchive(archive)
                .jvmFlag("-Xlog:class+load:file=" + loaded)
                .start()) {
            server.writeLine(INITIALIZE);
            assertTrue(String.valueOf(server.nextLine(LIMIT)).contains("\"result\""));
        }
        assertTrue(
                Files.readAllLines(loaded).stream()
                        .anyMatch(line ->
                                line.contains(" dev.poemcp.server.Main ") && line.contains("shared objects file")),
                "classes come from the archive");
    }

    @Test
    void brokenArchive_isIgnoredAndMadeAgain() throws Exception {
        Files.writeString(archive, "not an archive");
        Files.writeString(stamp(), "of something else");
        try (var server = Launch.server().withArchive(archive).start()) {
            server.writeLine(INITIALIZE);

            assertTrue(String.valueOf(server.nextLine(LIMIT)).contains("\"result\""), "only the answer is on stdout");
            awaitArchive();
            server.closeInput();
            assertEquals(0, server.awaitExit(LIMIT).code());
            assertEquals(1, server.stdout().lines().count(), server::stdout);
        }
        assertFalse(Files.exists(folder.resolve("archive")), "nothing unfinished is left");
    }

    private Path stamp() {
        return Path.of(archive + ".stamp");
    }

    /** The stamp of the previous archive is gone before the new one is there. */
    private void awaitArchive() {
        Waiting.until(
                "the archive is there",
                TRAINING_LIMIT,
                () -> archive.toFile().length() > MIN_BYTES && Files.exists(stamp()));
    }
}
