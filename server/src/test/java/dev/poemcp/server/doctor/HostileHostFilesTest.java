package dev.poemcp.server.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.poemcp.poe.diagnosis.LinkReport.Status;
import dev.poemcp.server.hosts.HostFileReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are broken or made to do harm: each gives a finding, none an exception. */
final class HostileHostFilesTest {
    private static final String CURSOR = ".cursor/mcp.json";

    private final Path folder;
    private final HostHome home;

    HostileHostFilesTest(@TempDir Path folder) {
        this.folder = folder;
        this.home = HostHome.onLinux(folder);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 5_000, 100_000})
    void deepNesting_isBroken(int depth) throws IOException {
        home.write(CURSOR, "{\"poe-mcp\": " + "[".repeat(depth) + "]".repeat(depth) + "}");

        assertEquals(Status.BROKEN, home.finding().status());
        assertTrue(
                home.finding().seen().contains("it is nested too deeply"),
                () -> home.finding().seen());
    }

    @Test
    void fileOverTheLimit_isNotRead() throws IOException {
        home.write(CURSOR, "{\"poe-mcp\": \"" + "x".repeat(10 << 20) + "\"}");

        assertUnread("is larger than 4 MB, so it was not read");
    }

    @Test
    void fileAtTheLimit_isRead() throws IOException {
        String entry = "{\"mcpServers\": {\"poe-mcp\": {\"command\": \"/gone\"}}}";
        home.write(CURSOR, entry + " ".repeat(HostFileReader.MAX_BYTES - entry.length()));

        assertEquals(Status.BROKEN, home.finding().status());
    }

    @Test
    void folderInPlaceOfTheFile_isNotRead() throws IOException {
        Files.createDirectories(folder.resolve(CURSOR));

        assertUnread("is not a file");
    }

    @Test
    void danglingLink_isNotRead() throws IOException {
        Files.createSymbolicLink(link(), Path.of("gone.json"));

        assertUnread("is a link to a file that does not exist");
    }

    @Test
    void linkToItself_isNotRead() throws IOException {
        Files.createSymbolicLink(link(), Path.of("mcp.json"));

        assertUnread("is a link to a file that does not exist");
    }

    @Test
    void linkToAFile_isFollowed() throws IOException {
        home.write("dotfiles/cursor.json", "{\"mcpServers\": {\"poe\": {\"command\": \"/gone/poe-mcp\"}}}");
        Files.createSymbolicLink(link(), Path.of("../dotfiles/cursor.json"));

        assertEquals(
                "~/.cursor/mcp.json starts /gone/poe-mcp, which does not exist",
                home.finding().seen());
    }

    @Test
    void linkIntoANetworkFolder_isNotFollowed() throws IOException {
        Files.createSymbolicLink(link(), Path.of("second"));
        Files.createSymbolicLink(folder.resolve(".cursor/second"), Path.of("\\\\server\\share\\mcp.json"));

        assertUnread("links into a network folder, so it was not read");
    }

    @Test
    void deviceInPlaceOfTheFile_isNotRead() throws IOException {
        assumeTrue(Files.exists(Path.of("/dev/zero")), "this system has no /dev/zero");
        Files.createSymbolicLink(link(), Path.of("/dev/zero"));

        assertUnread("is not a file");
    }

    @Test
    void binaryContent_isBrokenIfItMentionsPoeMcp() throws IOException {
        byte[] bytes = new byte[1000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        System.arraycopy("poe-mcp".getBytes(StandardCharsets.UTF_8), 0, bytes, 100, 7);
        Files.createDirectories(folder.resolve(".cursor"));
        Files.write(folder.resolve(CURSOR), bytes);

        assertEquals(Status.BROKEN, home.finding().status());
    }

    @Test
    void utf16_isBroken() throws IOException {
        Files.createDirectories(folder.resolve(".cursor"));
        Files.writeString(
                folder.resolve(CURSOR),
                "\ufeff{\"mcpServers\": {\"poe\": {\"command\": \"poe-mcp\"}}}",
                StandardCharsets.UTF_16LE);

        assertEquals(Status.BROKEN, home.finding().status());
        assertEquals(
                "Cursor cannot read ~/.cursor/mcp.json: it is saved as UTF-16",
                home.finding().seen());
    }

    @Test
    void duplicateKeys_countAsTheLast() throws IOException {
        home.program("bin/poe-mcp");
        home.write(
                CURSOR,
                "{\"mcpServers\": {\"poe\": {\"command\": \"/gone/poe-mcp\"}},"
                        + " \"mcpServers\": {\"poe\": {\"command\": \"x\", \"command\": \"poe-mcp\"}}}");

        assertEquals("~/.cursor/mcp.json starts poe-mcp", home.finding().seen());
        assertEquals(Status.OK, home.finding().status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'command': 'a\\u0000b'}",
                "{'command': 'java', 'args': ['/a\\u0000b/poe-mcp.jar']}",
                "{'command': 1, 'args': {}, 'env': 3, 'cwd': [], 'disabled': 'x', 'enabled': {}}",
                "{'command': [], 'args': [null, {}, 3], 'url': {}}",
                "{'command': [[['x']]], 'env': {'POE_API_KEY': {}, 'POE_P_B': null}}",
                "{'command': {'path': {}}}",
                "{'command': '~'}",
                "{'command': '/'}",
                "{'command': '..'}",
            })
    void oddValues_giveAFinding(String entry) throws IOException {
        home.cursorEntry(entry);

        assertEquals("host cursor", home.finding().link());
    }

    @Test
    void hundredsOfEntries_areShortened() throws IOException {
        home.write(
                CURSOR,
                IntStream.range(0, 500)
                        .mapToObj(i -> "\"s%d\": {\"command\": \"/gone/poe-mcp-%d\"}".formatted(i, i))
                        .collect(Collectors.joining(",", "{\"mcpServers\": {", "}}")));

        Finding finding = home.finding();

        assertTrue(finding.seen().endsWith("; and others"), finding.seen());
        assertTrue(finding.seen().length() < 1_000, finding.seen());
    }

    @Test
    void longCommand_isShortened() throws IOException {
        home.cursorEntry("{'command': '/gone/" + "x".repeat(100_000) + "'}");

        assertTrue(home.finding().seen().length() < 400, () -> home.finding().seen());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[mcp_servers", "[mcp_servers.poe-mcp]\ncommand = \"", "command = a", "POE_A", "\"", "[["})
    void longLines_giveAFinding(String start) throws IOException {
        String table = "[mcp_servers.poe-mcp]\n";
        for (String filling : List.of(".a", " ", "[", "\"", "POE_", "\\")) {
            String line = start + filling.repeat(50_000) + "#\u2028";
            home.write(".codex/config.toml", table + line);
            home.write(".config/goose/config.yaml", "extensions:\n  poe-mcp:\n    " + line);

            assertEquals(
                    List.of("host codex", "host goose"),
                    home.findings().stream().map(Finding::link).toList());
        }
    }

    private Path link() throws IOException {
        Files.createDirectories(folder.resolve(".cursor"));
        return folder.resolve(CURSOR);
    }

    private void assertUnread(String problem) {
        List<Finding> findings = home.findings();
        assertEquals(
                List.of("host cursor", "hosts"),
                findings.stream().map(Finding::link).toList());
        assertEquals(Status.NOT_CHECKED, findings.get(0).status());
        assertEquals("~/.cursor/mcp.json " + problem, findings.get(0).seen());
    }
}
