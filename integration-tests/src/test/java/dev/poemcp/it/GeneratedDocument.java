package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file in docs that shows what the program prints: compared with it, or rewritten with {@code -Dsnapshots=update}. */
final class GeneratedDocument {
    private GeneratedDocument() {}

    /** @param name of the file in docs */
    static void assertCurrent(String name, String expected) throws IOException {
        Path file = Path.of(System.getProperty("project.root"), "docs", name);
        if ("update".equals(System.getProperty("snapshots"))) {
            Files.writeString(file, expected);
        }
        String actual = Files.exists(file) ? Files.readString(file) : "";

        assertEquals(
                expected, actual, () -> file + " is stale; run the command for generated pages in CONTRIBUTING.md");
    }
}
