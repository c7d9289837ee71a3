package dev.poemcp.server.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.poemcp.poe.diagnosis.LinkReport.Status;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials and settings in entries: their names are said, their values never. */
final class HostSecretsTest {
    private static final String SECRET = "s3cr3t";

    private final HostHome home;

    HostSecretsTest(@TempDir Path folder) {
        this.home = HostHome.onLinux(folder);
    }

    @BeforeEach
    void program() throws IOException {
        home.program("bin/poe-mcp");
    }

    @ParameterizedTest
    @CsvSource({
        "POE_P_B, poe-mcp login",
        "POE_P_LAT, poe-mcp login",
        "POE_FORMKEY, poe-mcp login",
        "POE_API_KEY, poe-mcp login --api-key",
    })
    void credentialInClearText_isAWarning(String name, String command) throws IOException {
        home.cursorEntry("{'command': 'poe-mcp', 'env': {'" + name + "': '" + SECRET + "'}}");

        Finding finding = home.finding();

        assertEquals(Status.WARNING, finding.status());
        assertEquals("~/.cursor/mcp.json starts poe-mcp, the entry has " + name + " in clear text", finding.seen());
        assertEquals(
                "Run " + command + ", which keeps it in the credentials file instead, and remove " + name
                        + " from ~/.cursor/mcp.json.",
                finding.remedy());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${POE_API_KEY}",
                "${env:POE_API_KEY}",
                "${input:key}",
                "$POE_API_KEY",
                "%POE_API_KEY%",
                "{env:POE_API_KEY}",
                "",
                " "
            })
    void credentialByReference_isOk(String value) throws IOException {
        home.cursorEntry("{'command': 'poe-mcp', 'env': {'POE_API_KEY': '" + value + "'}}");

        assertEquals(Status.OK, home.finding().status(), () -> home.finding().seen());
    }

    @Test
    void environmentOfOpenCode_isReadAsWell() throws IOException {
        home.write(
                ".config/opencode/opencode.json",
                "{\"mcp\": {\"poe\": {\"command\": [\"poe-mcp\"], \"environment\": {\"POE_P_B\": \"s3cr3t\"}}}}");

        assertEquals(
                "~/.config/opencode/opencode.json starts poe-mcp, the entry has POE_P_B in clear text",
                home.finding().seen());
    }

    @Test
    void knownSettings_areOk() throws IOException {
        home.cursorEntry("{'command': 'poe-mcp', 'env': {'POE_READ_ONLY': 'true', 'HTTPS_PROXY': 'x', 'LANG': 'C'}}");

        assertEquals(Status.OK, home.finding().status());
    }

    @Test
    void unknownSetting_isAWarningWithTheClosestName() throws IOException {
        home.cursorEntry("{'command': 'poe-mcp', 'env': {'POE_READONLY': 'true'}}");

        Finding finding = home.finding();

        assertEquals(Status.WARNING, finding.status());
        assertEquals(
                "~/.cursor/mcp.json starts poe-mcp, the entry sets POE_READONLY,"
                        + " which is not a setting of this version. Did you mean POE_READ_ONLY?",
                finding.seen());
        assertEquals("Correct or remove the name in ~/.cursor/mcp.json.", finding.remedy());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'command': 'poe-mcp', 'env': {'POE_API_KEY': 's3cr3t', 'OTHER': 's3cr3t'}}",
                "{'command': 'poe-mcp', 'env': {'POE_API_KEY=s3cr3t': ''}}",
                "{'command': 'poe-mcp', 'args': ['--key=s3cr3t', 's3cr3t', '-e', 'POE_API_KEY=s3cr3t']}",
                "{'command': 'poe-mcp --key s3cr3t'}",
                "{'command': 'poe-mcp\\t--key\\ts3cr3t'}",
                "{'command': 'poe-mcp\u00a0--key\u00a0s3cr3t'}",
                "{'command': '/gone/poe-mcp --key s3cr3t'}",
                "{'command': 'POE_API_KEY=s3cr3t poe-mcp'}",
                "{'command': 'https://me:s3cr3t@example.org/poe-mcp'}",
                "{'command': 'sh', 'args': ['-c', 'poe-mcp --key s3cr3t -jar poe-mcp.jar']}",
                "{'command': 'sh', 'args': ['-c', 'POE_P_B=s3cr3t poe-mcp s3cr3t.jar']}",
                "{'command': 'java', 'args': ['-Dkey=s3cr3t', '-jar', 'https://me:s3cr3t@example.org/poe-mcp.jar']}",
                "{'command': 'java', 'args': ['-jar', '/s3cr3t/poe-mcp.jar']}",
                "{'url': 'https://s3cr3t@example.org/mcp?token=s3cr3t', 'headers': {'Authorization': 's3cr3t'}}",
                "{'command': 'poe-mcp', 'headers': {'X-Poe-P-B': 's3cr3t'}, 'cwd': '/s3cr3t', 'envFile': 's3cr3t'}",
                "{'command': 'poe-mcp', 'env': {'POE_API_KEY': 's3cr3t' 's3cr3t'}}",
                "{'command': 'poe-mcp', s3cr3t}",
            })
    void secret_isInNoFinding(String entry) throws IOException {
        home.cursorEntry(entry);

        assertNotEquals("hosts", home.finding().link());
        assertFalse(
                home.finding().toString().contains(SECRET), () -> home.finding().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'command': 'poe-mcp', 'args': ['-e', 'POE_API_KEY=s3cr3t']}",
                "{'command': 'docker', 'args': ['run', '-e', 'POE_API_KEY=s3cr3t', 'poe-mcp']}",
                "{'command': 'POE_API_KEY=s3cr3t poe-mcp'}",
            })
    void credentialOnTheCommandLine_isAWarning(String entry) throws IOException {
        home.program("bin/docker");
        home.cursorEntry(entry);

        assertEquals(Status.WARNING, home.finding().status());
        assertEquals(
                "the entry has POE_API_KEY in clear text", home.finding().seen().replaceFirst(".*, (?=the entry)", ""));
    }

    @Test
    void secretInTomlAndYaml_isNamedButNotShown() throws IOException {
        home.write(
                ".codex/config.toml",
                "[mcp_servers.poe]\ncommand = \"poe-mcp\"\nenv = { POE_API_KEY = \"s3cr3t\" }\nargs = [\"s3cr3t\"]\n");
        home.write(
                ".config/goose/config.yaml",
                "extensions:\n  poe:\n    cmd: poe-mcp\n    args: [s3cr3t]\n    envs:\n      POE_P_B: s3cr3t\n");

        var findings = home.findings();

        assertEquals(
                "~/.codex/config.toml starts poe-mcp, the entry has POE_API_KEY in clear text",
                findings.get(0).seen());
        assertEquals(
                "~/.config/goose/config.yaml starts poe-mcp, the entry has POE_P_B in clear text",
                findings.get(1).seen());
        assertFalse(findings.toString().contains(SECRET), findings::toString);
    }

    @Test
    void controlCharactersOfACommand_areNotShown() throws IOException {
        home.cursorEntry("{'command': '/gone/\\u001b[2J\\u202epoe-mcp'}");

        assertEquals(
                "~/.cursor/mcp.json starts /gone/ [2J poe-mcp, which does not exist",
                home.finding().seen());
    }
}
