package dev.poemcp.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher {@code ./poe-mcp}, started by its path from any folder. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "./poe-mcp is a POSIX script")
final class LauncherIT {
    private static final Path LAUNCHER = Path.of(System.getProperty("project.root"), "poe-mcp");

    @Test
    void launcher_startsFromOtherFolderAndThroughLink(@TempDir Path folder) throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("poe"), LAUNCHER);

        assertTrue(run(folder, List.of(LAUNCHER.toString(), "--version")).startsWith("poe-mcp "));
        assertTrue(run(folder, List.of(link.toString(), "--version")).startsWith("poe-mcp "));
    }

    @Test
    void closedStandardInput_isItsEnd(@TempDir Path folder) throws Exception {
        assertEquals("", run(folder, List.of("sh", "-c", LAUNCHER + " --sandbox <&- 2>&-")));
    }

    @Test
    void namesInAnyLocale_arriveAsTheyAre(@TempDir Path folder) throws Exception {
        String line = "LC_ALL=xx_XX.UTF-8 " + LAUNCHER + " ask --sandbox -b Echo 'häl😀' 2>&-";

        assertEquals("häl😀", run(folder, List.of("sh", "-c", line)).strip());
    }

    private static String run(Path directory, List<String> command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("test.java.home"));
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertTrue(process.waitFor(120, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), output);
        return output;
    }
}
