package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The release with a Java runtime of its own: unpacked read-only into a folder with a blank, without an environment. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "unpacks with tar and starts a POSIX script")
final class ImageIT {
    @TempDir
    private Path folder;

    @Test
    void withoutEnvironment_programRuns() throws Exception {
        String program = ReleaseFiles.unpackedProgram(folder).toString();
        Path home = Files.createDirectories(folder.resolve("home"));

        assertTrue(new Command(home, Map.of()).run(program, "--version").startsWith("poe-mcp "));
        String demo = new Command(home, Map.of("HOME", home.toString())).run(program, "demo", "--sandbox");
        assertTrue(demo.contains("the server ended with exit code 0"), demo);
    }
}
