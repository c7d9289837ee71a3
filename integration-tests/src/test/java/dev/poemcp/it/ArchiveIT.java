package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The archive of classes for a JVM that the build had not. What the server starts for it runs at the lowest priority, so
 * these tests only see that it starts, and make the archive themselves.
 */
final class ArchiveIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** For a process at the lowest priority, beside other tests. */
    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private static final int MIN_BYTES = 1_000_000;
    private static final String INITIALIZE = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
            "capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""";

    private final Path folder;
    private final Path archive;

    ArchiveIT(@TempDir Path folder) {
        this.folder = folder;
        archive = folder.resolve("x.jsa");
    }

    /** What still makes an archive would hinder the removal of the folder. */
    @AfterEach
    void endTraining() {
        ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(folder.toString()))
                .forEach(process -> {
                    process.destroyForcibly();
                    process.onExit().join();
                });
    }

    @Test
    void missingArchive_isMadeInBackground() throws Exception {
        try (var server = Launch.server().withArchive(archive).start()) {
            assertOnlyAnswers(server);
        }
    }

    @Test
    void brokenArchive_isIgnoredAndMadeAgain() throws Exception {
        Files.writeString(archive, "not an archive");
        Files.writeString(stamp(), "of something else");
        try (var server = Launch.server().withArchive(archive).start()) {
            assertOnlyAnswers(server);
        }
    }

    private void assertOnlyAnswers(ServerProcess server) throws IOException, InterruptedException {
        server.writeLine(INITIALIZE);
        assertTrue(String.valueOf(server.nextLine(LIMIT)).contains("\"result\""));
        Waiting.until("the archive is being made", START_LIMIT, () -> Files.exists(Path.of(archive + ".lock")));
        server.closeInput();
        assertEquals(0, server.awaitExit(LIMIT).code());
        assertEquals(1, server.stdout().lines().count(), server::stdout);
    }

    @Test
    void madeArchive_replacesBrokenOneAndIsUsed() throws Exception {
        Files.writeString(archive, "not an archive");
        Files.writeString(stamp(), "of something else");

        ClassArchive.make(archive);

        assertTrue(Files.size(archive) > MIN_BYTES);
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

    private Path stamp() {
        return Path.of(archive + ".stamp");
    }
}
