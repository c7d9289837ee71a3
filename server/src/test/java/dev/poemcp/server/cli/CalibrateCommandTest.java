package dev.poemcp.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code poe-mcp calibrate} with files that it refuses: each is named, and nothing is written. */
final class CalibrateCommandTest {
    private static final String ENTRY = """
            {"request": {"method": "GET", "url": "https://%s/", "headers": [{"name": "cookie", "value": "p-b=secret"}]}}""";

    private final Path home;
    private final Path capture;
    private final CommandLine terminal;

    CalibrateCommandTest(@TempDir Path home) {
        this.home = home;
        this.capture = home.resolve("capture.har");
        this.terminal = new CommandLine(home);
    }

    @Test
    void captureCutAnywhere_isRefused() throws IOException {
        String whole = har(ENTRY.formatted("poe.com"));
        for (int length = 0; length < whole.length(); length += 7) {
            Files.writeString(capture, whole.substring(0, length));

            assertEquals(1, terminal.run("calibrate", capture.toString(), "--credentials"));
        }

        assertRefused("poe-mcp: The file is cut off: it ends inside the JSON text, at line 2, column ");
    }

    @Test
    void otherFile_isRefused() throws IOException {
        Files.writeString(capture, "%PDF-1.4 secret");

        assertEquals(1, terminal.run("calibrate", capture.toString()));

        assertRefused("poe-mcp: The file is not valid JSON, at line 1, column ");
    }

    @Test
    void missingFile_isRefused() throws IOException {
        assertEquals(1, terminal.run("calibrate", home.resolve("none.har").toString()));

        assertRefused("poe-mcp: There is no such file. Nothing was changed. In the browser's developer tools, ");
    }

    @Test
    void captureOfOtherSites_isRefusedWithoutNamingThem() throws IOException {
        Files.writeString(capture, har(ENTRY.formatted("bank.example"), ENTRY.formatted("poe.com.example")));

        assertEquals(1, terminal.run("calibrate", capture.toString(), "--credentials"));

        assertRefused("poe-mcp: None of the 2 requests in the capture is to poe.com. Nothing was changed. ");
        assertFalse(terminal.stderr().contains("example"), terminal.stderr());
    }

    @Test
    void missingArgument_isUsageError() {
        assertEquals(2, terminal.run("calibrate"));

        assertTrue(terminal.stderr().contains("FILE.har"), terminal.stderr());
    }

    private static String har(String... entries) {
        return "{\"log\": {\"version\": \"1.2\", \"entries\": [\n" + String.join(",\n", entries) + "\n]}}";
    }

    private void assertRefused(String message) throws IOException {
        assertTrue(terminal.stderr().contains(message), terminal.stderr());
        assertFalse(terminal.stderr().contains("secret"), terminal.stderr());
        assertEquals("", terminal.stdout());
        try (Stream<Path> files = Files.list(home)) {
            assertTrue(List.of(capture).containsAll(files.toList()), "nothing is written");
        }
    }
}
