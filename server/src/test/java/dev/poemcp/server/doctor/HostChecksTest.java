package dev.poemcp.server.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.diagnosis.LinkReport.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which entries are found in hosts' files, and what is said of the files. */
final class HostChecksTest {
    private final Path folder;
    private final HostHome home;

    HostChecksTest(@TempDir Path folder) {
        this.folder = folder;
        this.home = HostHome.onLinux(folder);
    }

    @Test
    void noHost_givesOneFinding() throws IOException {
        home.write(".cursor/mcp.json", "{\"mcpServers\": {\"other\": {\"command\": \"npx\"}}}");

        Finding finding = home.finding();

        assertEquals("hosts", finding.link());
        assertEquals(Status.NOT_CHECKED, finding.status());
        assertEquals("No host that poe-mcp knows is set up to start it.", finding.seen());
        assertNull(finding.remedy());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ".claude.json | {'mcpServers': {'poe': %s}} | claude-code",
                ".claude.json | {'projects': {'/home/me/a': {'mcpServers': {'poe': %s}}}} | claude-code",
                ".cursor/mcp.json | {'mcpServers': {'poe': %s}} | cursor",
                ".config/Code/User/mcp.json | {'servers': {'poe': %s}} | vscode",
                ".config/devin/mcp_config.json | {'mcpServers': {'poe': %s}} | devin",
                ".codeium/windsurf/mcp_config.json | {'mcpServers': {'poe': %s}} | devin",
                ".config/zed/settings.json | {'context_servers': {'poe': %s}} | zed",
                ".gemini/settings.json | {'mcpServers': {'poe': %s}} | gemini-cli",
                ".lmstudio/mcp.json | {'mcpServers': {'poe': %s}} | lm-studio",
                ".cline/data/settings/cline_mcp_settings.json | {'mcpServers': {'poe': %s}} | cline",
                ".config/opencode/opencode.json | {'mcp': {'poe': %s}} | opencode",
                ".config/opencode/opencode.jsonc | {'mcp': {'poe': %s}} | opencode",
                ".kiro/settings/mcp.json | {'mcpServers': {'poe': %s}} | kiro",
                ".copilot/mcp-config.json | {'mcpServers': {'poe': %s}} | copilot-cli",
                ".config/Claude/claude_desktop_config.json | {'mcpServers': {'poe': %s}} | claude-desktop",
            })
    void entryOfEachJsonHost_isFound(String file, String shape, String host) throws IOException {
        home.program("bin/poe-mcp");
        home.write(file, shape.formatted("{'command': 'poe-mcp'}").replace('\'', '"'));

        assertEquals("host " + host, home.finding().link());
        assertEquals("~/" + file + " starts poe-mcp", home.finding().seen());
        assertEquals(Status.OK, home.finding().status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type': 'local', 'command': ['poe-mcp', '--read-only'], 'enabled': true}",
                "{'command': {'path': 'poe-mcp', 'args': [], 'env': {}}}",
                "{'command': ' poe-mcp ', 'disabled': false, 'args': null, 'env': []}",
            })
    void otherShapesOfEntry_areUnderstood(String entry) throws IOException {
        home.program("bin/poe-mcp");
        home.cursorEntry(entry);

        assertEquals("~/.cursor/mcp.json starts poe-mcp", home.finding().seen());
        assertEquals(Status.OK, home.finding().status());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "poe-mcp | {'command': 'run.sh'} | true",
                "x | {'command': '/opt/POE-MCP/run.sh'} | true",
                "x | {'command': 'npx', 'args': ['-y', 'poe-mcp']} | true",
                "x | {'command': 'java', 'args': ['-jar', '/a/poe-mcp-1.0.jar']} | true",
                "poe | {'command': 'java', 'args': ['-jar', '/a/server-0.1.0.jar']} | true",
                "x | {'command': 'java', 'args': ['-jar', '/m2/dev/poemcp/server/server-0.1.0.jar']} | true",
                "x | {'command': 'java', 'args': ['-jar', '/a/server-1.jar'], 'env': {'POE_READ_ONLY': '1'}} | true",
                "x | {'command': 'java', 'args': ['-jar', '/a/server-1.jar']} | false",
                "poe | {'command': 'poe-server'} | false",
                "poetry | {'command': 'x', 'env': {'A': 'poe-mcp'}} | false",
            })
    void entry_isRecognizedByNameCommandArgumentOrJar(String name, String entry, boolean found) throws IOException {
        home.write(
                ".cursor/mcp.json",
                "{'mcpServers': {'%s': %s}}".formatted(name, entry).replace('\'', '"'));

        assertEquals(found ? "host cursor" : "hosts", home.finding().link());
    }

    @Test
    void commentsAndTrailingCommas_areAccepted() throws IOException {
        home.program("bin/poe-mcp");
        home.write(
                ".config/zed/settings.json",
                "\ufeff// mine\n{/* a */ \"context_servers\": {\"poe\": {\"command\": \"poe-mcp\",},},}\n");

        assertEquals(Status.OK, home.finding().status());
    }

    @Test
    void invalidJsonThatMentionsPoeMcp_isBrokenWithItsLine() throws IOException {
        home.write(".cursor/mcp.json", "{\"mcpServers\": {\n\"poe-mcp\": {\n\"command\" \"poe-mcp\"}}}");

        Finding finding = home.finding();

        assertEquals(Status.BROKEN, finding.status());
        assertEquals("Cursor cannot read ~/.cursor/mcp.json: line 3 is not valid JSON", finding.seen());
        assertEquals("Correct ~/.cursor/mcp.json, or install poe-mcp in Cursor again.", finding.remedy());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"mcpServers\": {", "{} {\"poe\"", "", "[]", "1", "null", "{\"mcpServers\": []}"})
    void otherFileWithoutPoeMcp_isIgnored(String text) throws IOException {
        home.write(".cursor/mcp.json", text);

        assertEquals("hosts", home.finding().link());
    }

    @Test
    void textAfterTheObject_isBroken() throws IOException {
        home.write(".cursor/mcp.json", "{\"mcpServers\": {\"poe-mcp\": {\"command\": \"poe-mcp\"}}}\n}");

        assertEquals(Status.BROKEN, home.finding().status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"'disabled': true", "'enabled': false"})
    void disabledEntry_isAWarning(String flag) throws IOException {
        home.program("bin/poe-mcp");
        home.cursorEntry("{'command': 'poe-mcp', " + flag + "}");

        Finding finding = home.finding();

        assertEquals(Status.WARNING, finding.status());
        assertEquals("~/.cursor/mcp.json starts poe-mcp, the entry is disabled", finding.seen());
        assertEquals("Enable poe-mcp in Cursor.", finding.remedy());
    }

    @ParameterizedTest
    @ValueSource(strings = {"url", "serverUrl", "httpUrl"})
    void remoteEntry_isNotChecked(String key) throws IOException {
        home.cursorEntry("{'" + key + "': 'http://me:secret@127.0.0.1:8765/mcp'}");

        assertEquals(Status.NOT_CHECKED, home.finding().status());
        assertEquals(
                "~/.cursor/mcp.json connects to poe-mcp by URL, which was not checked",
                home.finding().seen());
    }

    @Test
    void entryBelowAnotherHostsKey_isAWarning() throws IOException {
        home.write(".config/Code/User/mcp.json", "{\"mcpServers\": {\"poe\": {\"command\": \"poe-mcp\"}}}");

        Finding finding = home.finding();

        assertEquals(Status.WARNING, finding.status());
        assertEquals(
                "~/.config/Code/User/mcp.json has poe-mcp below mcpServers, but VS Code reads servers", finding.seen());
        assertEquals("Move the entry to servers in ~/.config/Code/User/mcp.json.", finding.remedy());
    }

    @Test
    void severalFilesOfAHost_giveOneFindingWithTheWorstStatus() throws IOException {
        home.program("bin/poe-mcp");
        home.write(".config/devin/mcp_config.json", "{\"mcpServers\": {\"poe\": {\"command\": \"poe-mcp\"}}}");
        home.write(".codeium/windsurf/mcp_config.json", "{\"mcpServers\": {\"poe\": {\"command\": \"/x/poe-mcp\"}}}");

        Finding finding = home.finding();

        assertEquals("host devin", finding.link());
        assertEquals(Status.BROKEN, finding.status());
        assertEquals(
                "~/.config/devin/mcp_config.json starts poe-mcp;"
                        + " ~/.codeium/windsurf/mcp_config.json starts /x/poe-mcp, which does not exist",
                finding.seen());
    }

    @Test
    void severalHosts_giveOneFindingEach() throws IOException {
        home.program("bin/poe-mcp");
        home.cursorEntry("{'command': 'poe-mcp'}");
        home.write(".claude.json", "{\"mcpServers\": {\"poe\": {\"command\": \"poe-mcp\"}}}");

        List<String> links = home.findings().stream().map(Finding::link).toList();

        assertEquals(List.of("host claude-code", "host cursor"), links);
    }

    @Test
    void networkFolderOfHosts_isSaidAndNotRead() throws IOException {
        HostHome windows = new HostHome(folder, "Windows 11");
        windows.environment.put("APPDATA", "\\\\server\\profiles\\me");

        Finding finding = windows.finding();

        assertEquals("hosts", finding.link());
        assertEquals(Status.NOT_CHECKED, finding.status());
        assertTrue(
                finding.seen()
                        .endsWith(
                                "These hosts have files in a network folder, which were not read: Claude Desktop, VS Code,"
                                        + " Devin Desktop, Zed, Goose, Cline."),
                finding.seen());
    }

    @Test
    void packagedClaudeDesktop_isChecked() throws IOException {
        HostHome windows = new HostHome(folder, "Windows 11");
        windows.write(
                "AppData/Local/Packages/Claude_x/LocalCache/Roaming/Claude/claude_desktop_config.json",
                "{\"mcpServers\": {\"poe\": {\"command\": \"/gone/poe-mcp\"}}}");

        assertEquals("host claude-desktop", windows.finding().link());
        assertEquals(Status.BROKEN, windows.finding().status());
        assertTrue(Objects.requireNonNull(windows.finding().remedy()).contains("Packages"));
    }
}
