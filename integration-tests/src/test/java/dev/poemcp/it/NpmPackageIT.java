package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The npm packages, as npm would load them: without a network, and without Java on the {@code PATH}. */
@RequiresNode
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "links programs into a folder")
final class NpmPackageIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path home;
    private final Path path;

    NpmPackageIT(@TempDir Path folder) throws IOException {
        home = Files.createDirectories(folder.resolve("home"));
        path = Files.createDirectories(folder.resolve("bin"));
    }

    @BeforeEach
    void linkWhatNpxNeeds() throws IOException {
        for (String name : List.of("node", "npm", "npx", "sh", "env")) {
            Files.createSymbolicLink(path.resolve(name), program(name));
        }
    }

    @Test
    void npx_startsTheServerForTheOfficialClient() throws Exception {
        var npx = List.of(
                "npx", "--offline", "--yes", "--package", platformPackage(), "--package", mainPackage(), "poe-mcp");
        var command = new Command(home, Map.of("PATH", path.toString(), "HOME", home.toString()));

        var commands = JSON.writeValueAsString(Map.of("npx", append(npx, "--sandbox")));
        var client = NodeClients.installed()
                .run(
                        "installed.mjs",
                        Map.of("COMMANDS", commands, "HOME", home.toString(), "PATH", path.toString()),
                        Duration.ofMinutes(2));

        assertTrue(JSON.readTree(client.stdout()).path("npx").asInt() > 20, client.toString());
        assertTrue(command.run(0, append(npx, "--version")).startsWith("poe-mcp "));
        assertTrue(command.run(2, append(npx, "--no-such-option")).contains("--no-such-option"));
    }

    @Test
    void withoutThePlatformsPackage_saysWhatIsMissing() throws Exception {
        var command = new Command(home, Map.of("PATH", path.toString(), "HOME", home.toString()));

        String output = command.run(
                1,
                List.of(
                        "npx",
                        "--offline",
                        "--yes",
                        "--package",
                        mainPackage(),
                        "--omit",
                        "optional",
                        "--",
                        "poe-mcp"));

        assertTrue(output.contains("the package @poe-mcp/"), output);
    }

    private static String mainPackage() throws IOException {
        return ReleaseFiles.named("npm\\.tgz").toString();
    }

    private static String platformPackage() throws IOException {
        return ReleaseFiles.named("npm-\\w+-\\w+\\.tgz").toString();
    }

    private static List<String> append(List<String> words, String word) {
        return Stream.concat(words.stream(), Stream.of(word)).toList();
    }

    private static Path program(String name) throws IOException {
        for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
            Path file = Path.of(folder, name);
            if (Files.isExecutable(file)) {
                return file.toRealPath();
            }
        }
        throw new AssertionError("There is no " + name + " on the PATH");
    }
}
