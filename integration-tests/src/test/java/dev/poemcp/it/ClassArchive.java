package dev.poemcp.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The archive of the packaged server's classes, which the launcher uses, too: with it a server starts in about half the
 * CPU time, and starts are most of what these tests cost. The build has made it for its own JVM.
 */
final class ClassArchive {
    private static final int LIMIT_SECONDS = 120;
    private static final @Nullable Path FILE = find();

    private ClassArchive() {}

    /** The flags that use the archive; empty if there is none. */
    static List<String> flags() {
        return FILE == null ? List.of() : List.of(flag(FILE));
    }

    /** The flag that uses an archive of the JVM that runs the servers. */
    static String flag(Path archive) {
        return "-XX:SharedArchiveFile=" + archive;
    }

    private static @Nullable Path find() {
        Path folder = Launch.jar().resolveSibling("archives");
        try {
            Path archive =
                    folder.resolve(Launch.javaHome().toRealPath().toString().replace('/', '-') + ".jsa");
            if (!Files.exists(archive)) {
                make(folder);
            }
            return archive;
        } catch (IOException e) {
            throw new AssertionError("The class archive cannot be made.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /**
     * Makes an archive at normal priority.
     *
     * @param place its file, or a folder for it
     */
    static void make(Path place) throws IOException, InterruptedException {
        Process training = new ProcessBuilder(
                        Launch.javaHome().resolve("bin/java").toString(),
                        "-cp",
                        Launch.jar().toString(),
                        "dev.poemcp.server.cds.ArchiveTraining",
                        place.toString())
                .inheritIO()
                .start();
        if (!training.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || training.exitValue() != 0) {
            training.destroyForcibly();
            throw new IOException("The training failed.");
        }
    }
}
