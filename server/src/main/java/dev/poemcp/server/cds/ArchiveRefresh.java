package dev.poemcp.server.cds;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the archive made again if it is missing or not current, in a process of its own, once this one has started. Never
 * in the way: a failure only means that the next start takes longer, too.
 */
public final class ArchiveRefresh {
    /** Names the archive that this process uses or would use; set by the launcher. */
    private static final String PROPERTY = "poe-mcp.archive";

    /** A host that starts its servers needs the processor at first. */
    private static final Duration AFTER_START = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(ArchiveRefresh.class);

    private ArchiveRefresh() {}

    /** Returns at once. */
    public static void startInBackground() {
        var file = System.getProperty(PROPERTY, "");
        if (!file.isEmpty()) {
            var thread = new Thread(() -> refresh(ProgramArchive.at(Path.of(file))), "archive");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void refresh(ProgramArchive archive) {
        try {
            Thread.sleep(AFTER_START.toMillis());
            if (!archive.isCurrent()) {
                log.info("Making a class archive for the next starts: {}", archive.file());
                start(archive);
            }
        } catch (IOException e) {
            log.info("No class archive is made: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void start(ProgramArchive archive) throws IOException {
        var java = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                ArchiveTraining.class.getName(),
                archive.file().toString());
        var nice = new ArrayList<>(List.of("nice", "-n", "19"));
        nice.addAll(java);
        try {
            start(nice);
        } catch (IOException e) {
            // Not every system has nice.
            start(java);
        }
    }

    private static void start(List<String> command) throws IOException {
        var builder = new ProcessBuilder(command)
                .redirectInput(Redirect.from(Path.of(nullDevice()).toFile()))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD);
        // Its work needs none of the user's settings, and no credentials.
        builder.environment().keySet().removeIf(name -> name.startsWith("POE_"));
        builder.start();
    }

    private static String nullDevice() {
        return System.getProperty("os.name", "").startsWith("Windows") ? "NUL" : "/dev/null";
    }
}
