package dev.poemcp.server.doctor;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.server.doctor.Finding.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of hosts' entries, and of their files. */
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
        assertEquals("No host on this machine has poe-mcp installed that is known to it.", finding.seen());
        assertNull(finding.remedy());
    }

    @Test
    void commandOnPath_isOk() throws IOException {
        home.program("bin/poe-mcp");
        home.cursorEntry("{'command': 'poe-mcp'}");

        Finding finding = home.finding();

        assertEquals("host cursor", finding.link());
        assertEquals("~/.cursor/mcp.json starts poe-mcp", finding.seen());
        assertEquals(Status.OK, finding.status());
        assertNull(finding.remedy());
        assertFalse(finding.took().isNegative());
    }

    @Test
    void absoluteCommandInHome_isShortened() throws IOException {
        home.cursorEntry("{'command': '" + home.program("code/poe-mcp") + "'}");

        assertEquals("~/.cursor/mcp.json starts ~/code/poe-mcp", home.finding().seen());
        assertEquals(Status.OK, home.finding().status());
    }

    @Test
    void commandWithBlankInItsName_isOk() throws IOException {
        home.cursorEntry("{'command': '" + home.program("my code/poe-mcp") + "'}");

        assertEquals(
                "~/.cursor/mcp.json starts ~/my code/poe-mcp", home.finding().seen());
        assertEquals(Status.OK, home.finding().status());
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

    @Test
    void missingAbsoluteCommand_isBroken() throws IOException {
        home.cursorEntry("{'command': '/nowhere/poe-mcp'}");

        Finding finding = home.finding();

        assertEquals(Status.BROKEN, finding.status());
        assertEquals("~/.cursor/mcp.json starts /nowhere/poe-mcp, which does not exist", finding.seen());
        assertEquals("Correct the path of the program in ~/.cursor/mcp.json.", finding.remedy());
    }

    @Test
    void commandThatIsNoProgram_isBroken() throws IOException {
        home.cursorEntry("{'command': '" + home.write("poe-mcp", "text") + "'}");

        assertEquals(Status.BROKEN, home.finding().status());
        assertEquals(
                "~/.cursor/mcp.json starts ~/poe-mcp, which is not an executable file",
                home.finding().seen());
    }

    @Test
    void commandThatIsAFolder_isBroken() throws IOException {
        home.cursorEntry("{'command': '" + Files.createDirectory(folder.resolve("poe-mcp")) + "'}");

        assertEquals(Status.BROKEN, home.finding().status());
    }

    @Test
    void entryWithoutCommand_isBroken() throws IOException {
        home.cursorEntry("{'args': ['--read-only']}");

        assertEquals(Status.BROKEN, home.finding().status());
        assertEquals(
                "~/.cursor/mcp.json has poe-mcp, but no command that starts it",
                home.finding().seen());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "poe-mcp | WARNING | which is in no folder of PATH",
                "./poe-mcp | WARNING | a relative path, which depends on the folder that the host works in",
                "~/code/poe-mcp | WARNING | whose ~ many hosts do not replace",
                "~/gone/poe-mcp | BROKEN | which does not exist",
                "${HOME}/poe-mcp | NOT_CHECKED | whose variables the host replaces: it was not checked",
                "//server/share/poe-mcp | NOT_CHECKED | which is in a network folder: it was not checked",
            })
    void commandThatMayNotBeFound_isNotOk(String command, Status status, String problem) throws IOException {
        home.program("code/poe-mcp");
        home.cursorEntry("{'command': '" + command + "'}");

        assertEquals(
                "~/.cursor/mcp.json starts " + command + ", " + problem,
                home.finding().seen());
        assertEquals(status, home.finding().status());
    }

    @Test
    void argumentsInTheCommand_areAWarning() throws IOException {
        home.program("bin/java");
        home.cursorEntry("{'command': 'java -jar /a/poe-mcp.jar'}");

        assertEquals(Status.WARNING, home.finding().status());
        assertEquals(
                "~/.cursor/mcp.json starts java …, with arguments in the command,"
                        + " which most hosts take for a part of its name",
                home.finding().seen());
    }

    @Test
    void existingJar_isOk() throws IOException {
        home.program("bin/java");
        home.cursorEntry("{'command': 'java', 'args': ['-Xmx64m', '-jar', '" + home.write("poe-mcp.jar", "") + "']}");

        assertEquals(Status.OK, home.finding().status());
        assertEquals(
                "~/.cursor/mcp.json starts java (poe-mcp.jar)", home.finding().seen());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "java | /nowhere/poe-mcp.jar | /tmp | BROKEN",
                "java | poe-mcp.jar | HOME | OK",
                "java | gone/poe-mcp.jar | HOME | BROKEN",
                "java | poe-mcp.jar | '' | WARNING",
                "java | ${HOME}/poe-mcp.jar | '' | OK",
                "java | //server/share/poe-mcp.jar | '' | NOT_CHECKED",
                "java | poe-mcp.jar | //server/share | NOT_CHECKED",
                "docker | /app/poe-mcp.jar | '' | OK",
                "java | https://example.org/poe-mcp.jar | '' | OK",
            })
    void jar_mustExist(String command, String jar, String cwd, Status status) throws IOException {
        home.program("bin/java");
        home.program("bin/docker");
        home.write("poe-mcp.jar", "");
        home.cursorEntry("{'command': '%s', 'args': ['-jar', '%s'], 'cwd': '%s'}"
                .formatted(command, jar, cwd.replace("HOME", folder.toString())));

        assertEquals(status, home.finding().status(), () -> home.finding().seen());
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
    void windowsCommandWithoutExtension_isFound() throws IOException {
        HostHome windows = new HostHome(folder, "Windows 11");
        windows.write("bin/poe-mcp.cmd", "");
        windows.write("bin/notes.txt", "");
        windows.cursorEntry("{'command': 'poe-mcp'}");
        Finding bare = windows.finding();
        windows.cursorEntry("{'command': '" + folder.resolve("bin/poe-mcp") + "'}");
        Finding absolute = windows.finding();
        windows.cursorEntry("{'command': '" + folder.resolve("bin/notes.txt") + "'}");
        Finding noProgram = windows.finding();

        assertAll(
                () -> assertEquals(Status.OK, bare.status(), bare.seen()),
                () -> assertEquals(Status.OK, absolute.status(), absolute.seen()),
                () -> assertEquals(Status.BROKEN, noProgram.status(), noProgram.seen()));
    }

    @ParameterizedTest
    @CsvSource({
        "\\\\\\\\server\\\\share\\\\poe-mcp.exe, NOT_CHECKED",
        "NUL, NOT_CHECKED",
        "C:\\\\gone\\\\poe-mcp.exe, BROKEN",
        "tools\\\\poe-mcp.exe, WARNING",
        "%APPDATA%\\\\poe-mcp.exe, NOT_CHECKED",
    })
    void windowsCommand_isClassifiedWithoutTouchingTheNetwork(String command, Status status) throws IOException {
        HostHome windows = new HostHome(folder, "Windows 11");
        windows.cursorEntry("{'command': '" + command + "'}");

        assertEquals(status, windows.finding().status(), () -> windows.finding().seen());
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
