package dev.poemcp.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The release with a Java runtime of its own: unpacked read-only into a folder with a space, without any environment. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "unpacks with tar and starts a POSIX script")
final class ImageIT {
    private final Path home;
    private final Path launcher;

    ImageIT(@TempDir Path folder) throws IOException, InterruptedException {
        Path target = Path.of(System.getProperty("project.root"), "server", "target");
        Path archive;
        try (Stream<Path> files = Files.list(target)) {
            archive = files.filter(file -> file.toString().endsWith(".tar.gz"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("The build made no image in " + target));
        }
        Path programs = Files.createDirectories(folder.resolve("my programs"));
        home = Files.createDirectories(folder.resolve("home"));
        run(Map.of("PATH", System.getenv("PATH")), "tar", "xzf", archive.toString(), "-C", programs.toString());
        run(Map.of("PATH", System.getenv("PATH")), "chmod", "-R", "a-w", programs.toString());
        try (Stream<Path> unpacked = Files.list(programs)) {
            launcher = unpacked.findFirst().orElseThrow().resolve("poe-mcp");
        }
    }

    @Test
    void withoutEnvironment_programRuns() throws Exception {
        assertTrue(run(Map.of(), launcher.toString(), "--version").startsWith("poe-mcp "));

        String demo = run(Map.of("HOME", home.toString()), launcher.toString(), "demo", "--sandbox");

        assertTrue(demo.contains("the server ended with exit code 0"), demo);
    }

    @Test
    @RequiresNode
    void installedInAHost_isStartedByTheOfficialClient() throws Exception {
        for (String folder : List.of(".cursor", ".codex", ".config/goose")) {
            Files.createDirectories(home.resolve(folder));
        }
        run(Map.of("HOME", home.toString()), launcher.toString(), "install", "--yes", "--sandbox");
        var json = new ObjectMapper();
        String command = json.readTree(Files.readString(home.resolve(".cursor/mcp.json")))
                .at("/mcpServers/poe/command")
                .asText();

        String commands = json.writeValueAsString(Map.of("cursor", List.of(command, "--sandbox")));
        var client = NodeClients.installed()
                .run("installed.mjs", Map.of("COMMANDS", commands, "HOME", home.toString()), Duration.ofMinutes(1));

        assertEquals(launcher.toString(), command);
        assertTrue(json.readTree(client.stdout()).path("cursor").asInt() > 20, client.toString());
        assertTrue(Files.readString(home.resolve(".codex/config.toml")).contains(command));
        assertTrue(Files.readString(home.resolve(".config/goose/config.yaml")).contains(command));
    }

    private static String run(Map<String, String> environment, String... words)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(new ArrayList<>(List.of(words))).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), output);
        return output;
    }
}
