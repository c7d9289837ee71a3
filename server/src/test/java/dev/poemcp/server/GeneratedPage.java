package dev.poemcp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page in docs that the code generates: compared with the code, or rewritten with {@code -Dsnapshots=update}. */
public final class GeneratedPage {
    private static final Path DOCS = Path.of(System.getProperty("project.root"), "docs");

    private GeneratedPage() {}

    /** @param name of the page in docs */
    public static void assertCurrent(String name, String expected) throws IOException {
        Path page = DOCS.resolve(name);
        if ("update".equals(System.getProperty("snapshots"))) {
            Files.createDirectories(page.resolveSibling("."));
            Files.writeString(page, expected);
        }
        String actual = Files.exists(page) ? Files.readString(page) : "";

        assertEquals(expected, actual, () -> page + " is stale; run: mvn -q test -Dsnapshots=update");
    }

    /** The part of a page between the comments {@code region:begin} and {@code region:end}. */
    public static void assertRegionCurrent(String name, String region, String expected) throws IOException {
        String page = Files.readString(DOCS.resolve(name));
        String begin = "<!-- " + region + ":begin -->\n";
        int from = page.indexOf(begin) + begin.length();
        int to = page.indexOf("<!-- " + region + ":end -->");
        assertTrue(from >= begin.length() && to >= from, () -> name + " has no region " + region);

        assertCurrent(name, page.substring(0, from) + "\n" + expected + "\n\n" + page.substring(to));
    }
}
