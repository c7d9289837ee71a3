package dev.poemcp.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A class data sharing archive of the packaged server: with it a server starts in about half the CPU time, and starts
 * are most of what these tests cost. It changes only where the JVM reads the classes from, and a JVM that cannot use it
 * ignores it. The tests of the launcher start the server without it.
 */
final class ClassArchive {
    private static final List<String> JVM_FLAGS = jvmFlags();

    private ClassArchive() {}

    /** The flags that use the archive, which the first call makes; empty if this JVM makes none. */
    static List<String> flags() {
        return JVM_FLAGS;
    }

    private static List<String> jvmFlags() {
        Path archive =
                Path.of("target", Launch.javaHome().getFileName() + ".jsa").toAbsolutePath();
        try {
            if (!isNewerThanJar(archive)) {
                make(archive);
            }
            return List.of("-XX:SharedArchiveFile=" + archive);
        } catch (IOException | AssertionError e) {
            System.err.println("Tests start servers without a class archive, so they take longer: " + e);
            return List.of();
        }
    }

    private static boolean isNewerThanJar(Path archive) throws IOException {
        return Files.exists(archive)
                && Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(Launch.jar())) > 0;
    }

    /** One message in the sandbox loads the classes that most tests need. */
    private static void make(Path archive) throws IOException {
        Path unfinished = Path.of(archive + ".unfinished");
        try (var host = HostSession.open(Launch.server().archivingClasses(unfinished))) {
            host.call("send_message", "message", "hi", "bot", "Echo").assertOk();
        }
        Files.move(unfinished, archive, StandardCopyOption.REPLACE_EXISTING);
    }
}
