package dev.poemcp.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether this test run rewrites the generated files ({@code -Dsnapshots=update}) or compares them. */
final class Snapshots {
    private static final Path SOURCES = Path.of("src/main/resources");
    private static final Path CLASSES = Path.of("target/classes");

    private Snapshots() {}

    static boolean updating() {
        return "update".equals(System.getProperty("snapshots"));
    }

    /** Writes the file, and its copy for the modules that the same build tests after this one. */
    static void write(Path file, String content) throws IOException {
        for (var copy : new Path[] {file, CLASSES.resolve(SOURCES.relativize(file))}) {
            Files.createDirectories(copy.getParent());
            Files.writeString(copy, content);
        }
    }
}
