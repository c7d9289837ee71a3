package dev.poemcp.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that need no Poe. */
final class CommandsTest {
    private final Path home;
    private CommandLine terminal;

    CommandsTest(@TempDir Path home) {
        this.home = home;
        this.terminal = new CommandLine(home);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ask", "compare", "demo", "login", "logout", "points", "tools"})
    void everyCommand_hasHelpAndVersion(String command) {
        assertEquals(0, terminal.run(command.isEmpty() ? new String[] {"--help"} : new String[] {command, "--help"}));
        assertTrue(terminal.stdout().startsWith("Usage: poe-mcp"), terminal.stdout());

        terminal = new CommandLine(home);
        assertEquals(
                0, terminal.run(command.isEmpty() ? new String[] {"--version"} : new String[] {command, "--version"}));
        assertTrue(terminal.stdout().startsWith("poe-mcp "), terminal.stdout());
        assertEquals("", terminal.stderr());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--reed-only | There is no option \"--reed-only\". Did you mean --read-only?",
                "tool | There is no command or argument \"tool\". Did you mean tools?",
                "tools --jsno | There is no option \"--jsno\". Did you mean --json?",
                "ask | Missing required parameter: 'QUESTION'.",
                "compare -b A -b B | Missing required parameter: 'QUESTION'.",
                "compare hello | Missing required option: '--bot=BOT'.",
                "compare hello -b A | Name 2 to 8 bots, each with -b.",
                "compare hello -b A -b B -b @a | The argument bots names a more than once; nothing was sent.",
                "tools --confirm=maybe | POE_CONFIRM (--confirm) must be one of never, purge, destructive.",
                "ask hello --p-b=c00kie | There is no option --p-b: a credential on a command line",
                "points --api-key=c00kie | There is no option --api-key: a credential on a command line",
                "ask hello --poe-formkey=c00kie | There is no option --poe-formkey: a credential",
            })
    void wrongCommandLine_printsOneSentenceAndReturns2(String line, String sentence) {
        assertEquals(2, terminal.run(line.split(" ")));

        assertTrue(terminal.stderr().startsWith("poe-mcp: " + sentence), terminal.stderr());
        assertFalse(terminal.stderr().contains("c00kie"), terminal.stderr());
        assertFalse(terminal.stderr().contains("\tat "), terminal.stderr());
        assertEquals("", terminal.stdout());
    }

    @Test
    void emptyQuestion_isNotSent() {
        assertEquals(2, terminal.run("ask", " "));
        assertEquals(2, terminal.run("compare", "-b", "A", "-b", "B", " "));
    }

    @Test
    void flagBeforeCommand_doesNotConsumeIt() throws Exception {
        assertEquals(0, terminal.run("--read-only", "tools", "--json"));

        var names = new ObjectMapper().readTree(terminal.stdout()).path("tools").findValuesAsText("name");
        assertTrue(names.contains("get_settings"), names::toString);
        assertFalse(names.contains("send_message"), names::toString);
    }

    @Test
    void toolsAsJson_areDescribedAsConfigured() throws Exception {
        assertEquals(0, terminal.run("--wait-seconds", "7", "tools", "--json"));

        var descriptions = new ObjectMapper().readTree(terminal.stdout()).findValuesAsText("description");
        assertTrue(
                descriptions.stream().anyMatch(description -> description.contains("default 7")),
                descriptions::toString);
    }

    @Test
    void tools_printsTextWithoutJson() {
        assertEquals(0, terminal.run("tools", "--toolsets", "account"));

        assertTrue(terminal.stdout().contains("purge_all_conversations (account, deletes)"), terminal.stdout());
        assertTrue(terminal.stdout().contains("    confirm?: string."), terminal.stdout());
        assertFalse(terminal.stdout().contains("send_message ("), terminal.stdout());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ask hello", "compare hello -b A -b B --judge C", "points", "points --json"})
    void commandWithoutAccount_saysWhatToSet(String line) {
        assertEquals(1, terminal.run(line.split(" ")));

        assertTrue(terminal.stderr().contains("POE_P_B"), terminal.stderr());
        assertEquals("", terminal.stdout());
    }
}
