package dev.poemcp.server.hosts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where hosts' files are on each system. */
final class HostFileTest {
    private final Path home;

    HostFileTest(@TempDir Path home) {
        this.home = home;
    }

    @Test
    void hosts_areThoseOfTheCommandLine() {
        assertEquals(
                List.of(
                        "claude-desktop",
                        "claude-code",
                        "cursor",
                        "vscode",
                        "devin",
                        "zed",
                        "gemini-cli",
                        "codex",
                        "goose",
                        "lm-studio",
                        "cline",
                        "opencode",
                        "kiro",
                        "copilot-cli"),
                Arrays.stream(HostFile.values()).map(HostFile::host).distinct().toList());
    }

    @ParameterizedTest
    @CsvSource({
        "CLAUDE_DESKTOP, Linux, .config/Claude/claude_desktop_config.json",
        "CLAUDE_DESKTOP, Mac OS X, Library/Application Support/Claude/claude_desktop_config.json",
        "CLAUDE_DESKTOP, Windows 11, AppData/Roaming/Claude/claude_desktop_config.json",
        "CLAUDE_CODE, Linux, .claude.json",
        "CLAUDE_CODE, Windows 11, .claude.json",
        "CURSOR, Mac OS X, .cursor/mcp.json",
        "VSCODE, Linux, .config/Code/User/mcp.json",
        "VSCODE, Mac OS X, Library/Application Support/Code/User/mcp.json",
        "VSCODE, Windows 10, AppData/Roaming/Code/User/mcp.json",
        "DEVIN, Linux, .config/devin/mcp_config.json",
        "DEVIN, Mac OS X, .config/devin/mcp_config.json",
        "DEVIN, Windows 11, AppData/Roaming/devin/mcp_config.json",
        "WINDSURF, Windows 11, .codeium/windsurf/mcp_config.json",
        "ZED, Linux, .config/zed/settings.json",
        "ZED, Mac OS X, .config/zed/settings.json",
        "ZED, Windows 11, AppData/Roaming/Zed/settings.json",
        "GEMINI_CLI, Linux, .gemini/settings.json",
        "CODEX, Windows 11, .codex/config.toml",
        "GOOSE, Linux, .config/goose/config.yaml",
        "GOOSE, Mac OS X, .config/goose/config.yaml",
        "GOOSE, Windows 11, AppData/Roaming/Block/goose/config/config.yaml",
        "LM_STUDIO, Mac OS X, .lmstudio/mcp.json",
        "CLINE, Linux, .config/Code/User/globalStorage/saoudrizwan.claude-dev/settings/cline_mcp_settings.json",
        "CLINE_SHARED, Mac OS X, .cline/data/settings/cline_mcp_settings.json",
        "OPENCODE, Windows 11, .config/opencode/opencode.json",
        "OPENCODE_COMMENTED, Linux, .config/opencode/opencode.jsonc",
        "KIRO, Linux, .kiro/settings/mcp.json",
        "COPILOT_CLI, Mac OS X, .copilot/mcp-config.json",
    })
    void file_isInHomeFolderByDefault(HostFile file, String osName, String expected) {
        assertEquals(List.of(home.resolve(expected)), file.paths(folders(osName, Map.of())));
    }

    @ParameterizedTest
    @CsvSource({
        "CLAUDE_DESKTOP, Linux, XDG_CONFIG_HOME, Claude/claude_desktop_config.json",
        "CLAUDE_DESKTOP, Windows 11, APPDATA, Claude/claude_desktop_config.json",
        "CLAUDE_CODE, Linux, CLAUDE_CONFIG_DIR, .claude.json",
        "ZED, Linux, XDG_CONFIG_HOME, zed/settings.json",
        "GOOSE, Windows 11, APPDATA, Block/goose/config/config.yaml",
        "CODEX, Mac OS X, CODEX_HOME, config.toml",
        "CLINE_SHARED, Linux, CLINE_DIR, data/settings/cline_mcp_settings.json",
        "OPENCODE, Linux, XDG_CONFIG_HOME, opencode/opencode.json",
        "COPILOT_CLI, Linux, COPILOT_HOME, mcp-config.json",
        "COPILOT_CLI_XDG, Linux, XDG_CONFIG_HOME, .copilot/mcp-config.json",
    })
    void variable_movesFile(HostFile file, String osName, String variable, String expected) {
        Path moved = home.resolve("moved");

        List<Path> paths = file.paths(folders(osName, Map.of(variable, moved.toString())));

        assertEquals(List.of(moved.resolve(expected)), paths);
    }

    @ParameterizedTest
    @CsvSource({
        "ZED, Mac OS X, XDG_CONFIG_HOME, .config/zed/settings.json",
        "CURSOR, Linux, XDG_CONFIG_HOME, .cursor/mcp.json",
        "VSCODE, Linux, APPDATA, .config/Code/User/mcp.json",
    })
    void variableThatHostIgnores_movesNothing(HostFile file, String osName, String variable, String expected) {
        List<Path> paths = file.paths(
                folders(osName, Map.of(variable, home.resolve("moved").toString())));

        assertEquals(List.of(home.resolve(expected)), paths);
    }

    @ParameterizedTest
    @CsvSource({"relative/folder", "''", "' '"})
    void variableThatIsNoAbsolutePath_isIgnored(String value) {
        List<Path> paths = HostFile.CODEX.paths(folders("Linux", Map.of("CODEX_HOME", value)));

        assertEquals(List.of(home.resolve(".codex/config.toml")), paths);
    }

    @Test
    void variableThatIsNoPathAtAll_isIgnored() {
        List<Path> paths = HostFile.CODEX.paths(folders("Linux", Map.of("CODEX_HOME", "/a\0b")));

        assertEquals(List.of(home.resolve(".codex/config.toml")), paths);
    }

    @Test
    void packagedClaudeDesktop_isFoundUnderAnyPublisher() throws IOException {
        Path local = home.resolve("AppData/Local");
        Files.createDirectories(local.resolve("Packages/Claude_pzs8sxrjxfjjc"));
        Files.createDirectories(local.resolve("Packages/Claude_abc"));
        Files.createDirectories(local.resolve("Packages/Other_abc"));

        List<Path> paths = HostFile.CLAUDE_DESKTOP_PACKAGE.paths(folders("Windows 11", Map.of()));

        String file = "LocalCache/Roaming/Claude/claude_desktop_config.json";
        assertEquals(
                List.of(
                        local.resolve("Packages/Claude_abc").resolve(file),
                        local.resolve("Packages/Claude_pzs8sxrjxfjjc").resolve(file)),
                paths);
    }

    @ParameterizedTest
    @CsvSource({"Linux", "Mac OS X", "Windows 11"})
    void packagedClaudeDesktop_isNowhereWithoutItsFolder(String osName) {
        assertEquals(List.of(), HostFile.CLAUDE_DESKTOP_PACKAGE.paths(folders(osName, Map.of())));
    }

    @Test
    void networkFolder_isNotLookedInto() {
        UserFolders folders = folders("Windows 11", Map.of("APPDATA", "\\\\server\\profiles\\me"));

        assertEquals(List.of(), HostFile.VSCODE.paths(folders));
        assertTrue(folders.isNetwork("$APPDATA/Code/User/mcp.json"));
        assertFalse(folders.isNetwork("~/.cursor/mcp.json"));
    }

    private UserFolders folders(String osName, Map<String, String> environment) {
        return new UserFolders(OperatingSystem.of(osName), home, environment);
    }
}
