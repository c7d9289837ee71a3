package dev.poemcp.server.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.poemcp.poe.diagnosis.LinkReport.Status;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files of Codex (TOML) and Goose (YAML), which are read line by line. In the cases, {@code ¶} is a line break. */
final class TextEntriesTest {
    private static final String TOML = ".codex/config.toml";
    private static final String YAML = ".config/goose/config.yaml";

    private final HostHome home;

    TextEntriesTest(@TempDir Path folder) throws IOException {
        this.home = HostHome.onLinux(folder);
        home.program("bin/poe-mcp");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[mcp_servers.poe]¶command = \"poe-mcp\" | starts poe-mcp | OK",
                "[mcp_servers.\"poe\"]¶  command='poe-mcp'  # mine | starts poe-mcp | OK",
                "[ mcp_servers . poe ] # mine¶command = \"poe-mcp\"¶[mcp_servers.poe.env]¶A = \"1\" | starts poe-mcp | OK",
                "[a]¶[mcp_servers.poe]¶args = [¶ \"x\",¶]¶command = \"poe-mcp\"¶[b] | starts poe-mcp | OK",
                "[mcp_servers.poe]¶command = \"/gone/poe-mcp\" | starts /gone/poe-mcp, which does not exist | BROKEN",
                "[mcp_servers.poe-mcp]¶command = \"\"\"x\"\"\" | has poe-mcp | OK",
                "[mcp_servers.poe-mcp]¶command = \"C:\\\\poe\" | has poe-mcp | OK",
                "[mcp_servers]¶poe = { command = \"poe-mcp\" } | has poe-mcp | OK",
                "[mcp_servers.poe-mcp]¶url = \"http://x\" | connects to poe-mcp by URL, which was not checked | NOT_CHECKED",
                "[mcp_servers.poe]¶command = \"poe-mcp\"¶enabled = false | starts poe-mcp, the entry is disabled | WARNING",
            })
    void serverInToml_isFound(String text, String seen, Status status) throws IOException {
        home.write(TOML, text.replace('¶', '\n'));

        assertEquals("host codex", home.finding().link());
        assertEquals("~/.codex/config.toml " + seen, home.finding().seen());
        assertEquals(status, home.finding().status());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[mcp_servers.other]¶command = \"x\"¶# poe-mcp",
                "[projects.\"/home/me/poe-mcp\"]¶trust_level = \"trusted\"",
                "[mcp_servers.other]¶command = \"x\"¶[notes]¶a = \"poe-mcp\"",
                "#[mcp_servers.poe-mcp]",
                "[other.mcp_servers.poe-mcp]¶command = \"poe-mcp\"",
            })
    void otherToml_isIgnored(String text) throws IOException {
        home.write(TOML, text.replace('¶', '\n'));

        assertEquals("hosts", home.finding().link());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "extensions:¶  poe:¶    cmd: poe-mcp | starts poe-mcp | OK",
                "a: b¶extensions:¶    \"poe\":¶        cmd: \"poe-mcp\"  # mine¶c: d | starts poe-mcp | OK",
                "extensions:¶  poe:¶    name: x¶    cmd: 'poe-mcp'¶    args:¶      - a | starts poe-mcp | OK",
                "extensions:¶  poe:¶    cmd: /gone/poe-mcp | starts /gone/poe-mcp, which does not exist | BROKEN",
                "extensions:¶  poe-mcp:¶    cmd: >-¶      x | has poe-mcp | OK",
                "extensions:¶  x:¶    cmd: y¶  poe-mcp:¶    uri: http://x | connects to poe-mcp by URL, which was not checked | NOT_CHECKED",
                "extensions:¶  poe:¶    cmd: poe-mcp¶    enabled: false | starts poe-mcp, the entry is disabled | WARNING",
                "extensions:¶  poe:¶    cmd: poe-mcp¶  x:¶    enabled: false | starts poe-mcp | OK",
            })
    void serverInYaml_isFound(String text, String seen, Status status) throws IOException {
        home.write(YAML, text.replace('¶', '\n'));

        assertEquals("host goose", home.finding().link());
        assertEquals("~/.config/goose/config.yaml " + seen, home.finding().seen());
        assertEquals(status, home.finding().status());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "extensions:¶  other:¶    cmd: x¶    # poe-mcp",
                "extensions:¶  other:¶    cmd: x¶notes:¶  poe-mcp:¶    cmd: poe-mcp",
                "poe-mcp",
            })
    void otherYaml_isIgnored(String text) throws IOException {
        home.write(YAML, text.replace('¶', '\n'));

        assertEquals("hosts", home.finding().link());
    }

    @Test
    void windowsLineBreaks_areUnderstood() throws IOException {
        home.write(TOML, "[mcp_servers.poe]\r\ncommand = \"poe-mcp\"\r\n");

        assertEquals("~/.codex/config.toml starts poe-mcp", home.finding().seen());
    }
}
