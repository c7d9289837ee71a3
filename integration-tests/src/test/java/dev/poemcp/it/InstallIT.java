package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A new user's home and empty environment: the archive unpacked, {@code install} in every host, the server started as each
 * host would, {@code uninstall}.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "poe-mcp is a POSIX script, and its hosts' folders are Linux's")
final class InstallIT {
    @TempDir
    private static Path programs;

    private static String program;

    /** The file of each host, and the key of its servers. */
    private static final Map<String, List<String>> HOSTS = Map.ofEntries(
            Map.entry("claude-desktop", List.of(".config/Claude/claude_desktop_config.json", "mcpServers")),
            Map.entry("claude-code", List.of(".claude.json", "mcpServers")),
            Map.entry("cursor", List.of(".cursor/mcp.json", "mcpServers")),
            Map.entry("vscode", List.of(".config/Code/User/mcp.json", "servers")),
            Map.entry("devin", List.of(".config/devin/mcp_config.json", "mcpServers")),
            Map.entry("zed", List.of(".config/zed/settings.json", "context_servers")),
            Map.entry("gemini-cli", List.of(".gemini/settings.json", "mcpServers")),
            Map.entry("codex", List.of(".codex/config.toml", "mcp_servers")),
            Map.entry("goose", List.of(".config/goose/config.yaml", "extensions")),
            Map.entry("lm-studio", List.of(".lmstudio/mcp.json", "mcpServers")),
            Map.entry("cline", List.of(".cline/data/settings/cline_mcp_settings.json", "mcpServers")),
            Map.entry("opencode", List.of(".config/opencode/opencode.json", "mcp")),
            Map.entry("kiro", List.of(".kiro/settings/mcp.json", "mcpServers")),
            Map.entry("copilot-cli", List.of(".copilot/mcp-config.json", "mcpServers")));

    private final Path home;

    InstallIT(@TempDir Path home) {
        this.home = home;
    }

    @BeforeAll
    static void unpack() throws Exception {
        program = ReleaseFiles.unpackedProgram(programs).toString();
    }

    @Test
    @RequiresNode
    void everyHost_startsWhatWasWritten_andUninstallRestoresItsFile() throws Exception {
        var before = new LinkedHashMap<Path, String>();
        for (List<String> host : HOSTS.values()) {
            Path file = home.resolve(host.get(0));
            Files.createDirectories(file.getParent());
            String text = text(file);
            Files.writeString(file, text);
            before.put(file, text);
        }

        String output = run(0, "install", "--yes", "--sandbox");
        var commands = new LinkedHashMap<String, List<String>>();
        for (var host : HOSTS.entrySet()) {
            commands.put(host.getKey(), command(host.getValue()));
        }
        var tools = new ObjectMapper()
                .readTree(NodeClients.installed()
                        .run(
                                "installed.mjs",
                                Map.of(
                                        "COMMANDS",
                                        new ObjectMapper().writeValueAsString(commands),
                                        "HOME",
                                        home.toString()),
                                Duration.ofMinutes(3))
                        .stdout());
        run(0, "uninstall", "--yes");

        assertFalse(output.contains("secret"), output);
        assertEquals(HOSTS.size(), tools.size());
        for (var host : HOSTS.keySet()) {
            assertTrue(tools.path(host).asInt() > 20, () -> host + " lists " + tools.path(host) + " tools");
        }
        for (var file : before.entrySet()) {
            assertEquals(file.getValue(), Files.readString(file.getKey()));
        }
    }

    /** What the host had before, with another server whose key nobody else may see. */
    private static String text(Path file) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(".toml")) {
            return "# my settings\nmodel = \"x\"\n\n[mcp_servers.other]\ncommand = \"x\" # secret\n";
        }
        if (name.endsWith(".yaml")) {
            return "# my settings\nextensions:\n    other:\n        cmd: x # secret\nGOOSE_MODEL: x\n";
        }
        return "{\n\t\"theme\": \"dark\", // secret\n}\n";
    }

    private List<String> command(List<String> host) throws IOException {
        Path file = home.resolve(host.get(0));
        String text = Files.readString(file);
        JsonNode root = switch (text.charAt(0)) {
            case '{' -> new ObjectMapper().readTree(text.replaceAll("//.*", "").replaceAll(",(\\s*})", "$1"));
            default ->
                file.toString().endsWith(".toml") ? new TomlMapper().readTree(text) : new YAMLMapper().readTree(text);
        };
        JsonNode server = root.path(host.get(1)).path("poe");
        var command = new ArrayList<String>();
        JsonNode first = server.path(server.has("cmd") ? "cmd" : "command");
        var words =
                first.isArray() ? first : JsonNodeFactory.instance.arrayNode().add(first);
        words.forEach(word -> command.add(word.asText()));
        server.path("args").forEach(word -> command.add(word.asText()));
        assertEquals(List.of(program, "--sandbox"), command, () -> file + ": " + text);
        return command;
    }

    @Test
    void commandLine_isChecked() throws Exception {
        assertTrue(run(2, "install", "curser").contains("There is no host \"curser\". Did you mean cursor?"));
        assertTrue(run(1, "install").contains("No host that poe-mcp knows was found on this machine."));
        assertTrue(run(1, "install", "windsurf").contains("devin was not found on this machine."));
        assertTrue(
                run(0, "install", "--print", "cursor").contains("https://cursor.com/en/install-mcp?name=poe&config="));
    }

    @Test
    void optionsThatTheServerRefuses_areNotWritten() throws Exception {
        Files.createDirectories(home.resolve(".cursor"));

        String output = run(2, "install", "--yes", "cursor", "--toolsets", "bogus");

        assertTrue(output.contains("POE_TOOLSETS"), output);
        assertFalse(Files.exists(home.resolve(".cursor/mcp.json")));
    }

    @Test
    void withoutAnswer_nothingIsChanged() throws Exception {
        Path file = Files.createDirectories(home.resolve(".cursor")).resolve("mcp.json");

        String output = run(1, "install");

        assertTrue(output.contains("Found: cursor."), output);
        assertTrue(output.contains("--yes"), output);
        assertFalse(Files.exists(file));
    }

    @Test
    void movedProgram_isReportedByDoctor() throws Exception {
        Files.createDirectories(home.resolve(".cursor"));
        run(0, "install", "--yes", "cursor");
        Path file = home.resolve(".cursor/mcp.json");
        Files.writeString(file, Files.readString(file).replace(program, "/moved/poe-mcp"));

        String output = run(1, "doctor", "--sandbox");

        assertTrue(output.contains("/moved/poe-mcp, which does not exist"), output);
    }

    private String run(int exitCode, String... arguments) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of(program));
        words.addAll(List.of(arguments));
        return new Command(home, Map.of("HOME", home.toString())).run(exitCode, words);
    }

    @Test
    void packageRunnersCopy_isNotInstalledButPrinted() throws Exception {
        Path cache = Files.createDirectories(home.resolve(".npm/_npx/0f/node_modules"));
        Command.in(cache).run("cp", "-R", Path.of(program).resolveSibling(".").toString(), "poe-mcp");
        Files.createDirectories(home.resolve(".cursor"));
        var npx = new Command(home, Map.of("HOME", home.toString()));
        String loaded = cache.resolve("poe-mcp/poe-mcp").toString();

        String refusal = npx.run(1, List.of(loaded, "install", "--yes", "cursor"));
        String snippet = npx.run(loaded, "install", "--print", "cursor");

        assertTrue(refusal.contains("npm install -g poe-mcp"), refusal);
        assertFalse(Files.exists(home.resolve(".cursor/mcp.json")));
        assertTrue(snippet.contains("\"npx\""), snippet);
    }

    @Test
    void homebrewsCopy_isInstalledByThePathThatStays() throws Exception {
        Path version = Files.createDirectories(home.resolve("brew/Cellar/poe-mcp/0.1.0"));
        Command.in(version).run("cp", "-R", Path.of(program).resolveSibling(".").toString(), "libexec");
        Files.createDirectories(home.resolve("brew/opt"));
        Files.createSymbolicLink(home.resolve("brew/opt/poe-mcp"), version);
        Path link = Files.createSymbolicLink(home.resolve("poe-mcp"), version.resolve("libexec/poe-mcp"));

        String snippet =
                new Command(home, Map.of("HOME", home.toString())).run(link.toString(), "install", "--print", "cursor");

        assertTrue(snippet.contains("/brew/opt/poe-mcp/libexec/poe-mcp\""), snippet);
    }
}
