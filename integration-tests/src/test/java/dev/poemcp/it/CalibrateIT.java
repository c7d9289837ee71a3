package dev.poemcp.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code poe-mcp calibrate} with captures that it cannot use. */
final class CalibrateIT {
    private static final int MEGABYTE = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void hugeCapture_isReadInLittleMemory() throws Exception {
        Path capture = folder.resolve("huge.har");
        try (var out = new BufferedOutputStream(Files.newOutputStream(capture))) {
            out.write("{\"log\": {\"version\": \"1.2\", \"entries\": [".getBytes(US_ASCII));
            // One video of 120 MB, then 80 scripts of one megabyte.
            writeEntry(out, "https://video.example/", "video/mp4", 120);
            for (int i = 0; i < 80; i++) {
                out.write(',');
                writeEntry(out, "https://other.example/" + i, "text/javascript", 1);
            }
            out.write("]}}".getBytes(US_ASCII));
        }
        assertTrue(Files.size(capture) > 200L * MEGABYTE);

        var result = calibrate(capture, "-Xmx64m");

        assertEquals(1, result.code(), result::toString);
        assertTrue(
                result.stderr().contains("None of the 81 requests in the capture is to poe.com. Nothing was changed."),
                result::toString);
        assertWroteNothing();
    }

    @Test
    void cutCapture_isRefusedWithPlace() throws Exception {
        Path capture = Files.writeString(
                folder.resolve("cut.har"),
                "{\"log\": {\"entries\": [\n{\"request\": {\"method\": \"GET\", \"url\": \"https://poe.com/secret");

        var result = calibrate(capture, "-Xmx64m");

        assertEquals(1, result.code(), result::toString);
        assertTrue(result.stderr().contains("it ends inside the JSON text, at line 2, column "), result::toString);
        assertFalse(result.stderr().contains("secret"), result::toString);
        assertWroteNothing();
    }

    private static void writeEntry(BufferedOutputStream out, String url, String type, int megabytes)
            throws IOException {
        out.write(
                ("{\"startedDateTime\": \"2026-11-25T12:00:00Z\", \"request\": {\"method\": \"GET\", \"url\": \"" + url
                                + "\"}, \"response\": {\"status\": 200, \"content\": {\"mimeType\": \"" + type
                                + "\", \"text\": \"")
                        .getBytes(US_ASCII));
        byte[] text = "x".repeat(MEGABYTE).getBytes(US_ASCII);
        for (int i = 0; i < megabytes; i++) {
            out.write(text);
        }
        out.write("\"}}}".getBytes(US_ASCII));
    }

    private CommandsIT.CommandResult calibrate(Path capture, String jvmFlag) throws Exception {
        var result = CommandsIT.run(Launch.server()
                .env("XDG_CONFIG_HOME", folder.resolve("config").toString())
                .env("XDG_CACHE_HOME", folder.resolve("cache").toString())
                .jvmFlag(jvmFlag)
                .arguments("calibrate", capture.toString(), "--credentials"));
        assertFalse((result.stdout() + result.stderr()).contains("\tat "), result::toString);
        return result;
    }

    private void assertWroteNothing() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(), files.filter(Files::isDirectory).toList());
        }
    }
}
