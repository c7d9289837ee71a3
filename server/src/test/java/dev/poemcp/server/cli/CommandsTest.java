package dev.poemcp.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.server.assembly.Termination;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandsTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path home;

    @SuppressWarnings("NullAway.Init")
    CommandsTest() {}

    @ParameterizedTest
    @ValueSource(strings = {"", "ask", "demo", "tools"})
    void everyCommand_hasHelpAndVersion(String command) {
        assertEquals(0, run(command.isEmpty() ? new String[] {"--help"} : new String[] {command, "--help"}));
        assertTrue(stdout().startsWith("Usage: poe-mcp"), stdout());

        out.reset();
        assertEquals(0, run(command.isEmpty() ? new String[] {"--version"} : new String[] {command, "--version"}));
        assertTrue(stdout().startsWith("poe-mcp "), stdout());
        assertEquals("", stderr());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--reed-only | There is no option \"--reed-only\". Did you mean --read-only?",
                "tool | There is no command or argument \"tool\". Did you mean tools?",
                "tools --jsno | There is no option \"--jsno\". Did you mean --json?",
                "ask | Missing required parameter: 'QUESTION'.",
                "tools --confirm=maybe | POE_CONFIRM (--confirm) must be one of never, purge, destructive.",
                "ask hello --p-b=c00kie | There is no option --p-b: a credential on a command line",
                "ask hello --poe-formkey=c00kie | There is no option --poe-formkey: a credential",
            })
    void wrongCommandLine_printsOneSentenceAndReturns2(String line, String sentence) {
        assertEquals(2, run(line.split(" ")));

        assertTrue(stderr().startsWith("poe-mcp: " + sentence), stderr());
        assertFalse(stderr().contains("c00kie"), stderr());
        assertFalse(stderr().contains("\tat "), stderr());
        assertEquals("", stdout());
    }

    @Test
    void emptyQuestion_isNotSent() {
        assertEquals(2, run("ask", " "));
    }

    @Test
    void flagBeforeCommand_doesNotConsumeIt() throws Exception {
        assertEquals(0, run("--read-only", "tools", "--json"));

        var names = new ObjectMapper().readTree(stdout()).path("tools").findValuesAsText("name");
        assertTrue(names.contains("get_settings"), names::toString);
        assertFalse(names.contains("send_message"), names::toString);
    }

    @Test
    void tools_printsTextWithoutJson() {
        assertEquals(0, run("tools", "--toolsets", "account"));

        assertTrue(stdout().contains("purge_all_conversations (account, deletes)"), stdout());
        assertTrue(stdout().contains("    confirm?: string."), stdout());
        assertFalse(stdout().contains("send_message ("), stdout());
    }

    @Test
    void askWithoutAccount_saysWhatToSet() {
        assertEquals(1, run("ask", "hello"));

        assertTrue(stderr().contains("POE_P_B"), stderr());
        assertEquals("", stdout());
    }

    @Test
    void reply_goesToStdoutAndItsFactsToStderr() {
        assertEquals(0, run("ask", "--sandbox", "-b", "Echo", "Where do frogs sit?"));

        assertEquals("Where do frogs sit?\n", stdout());
        assertTrue(stderr().startsWith("SANDBOX"), stderr());
        assertTrue(
                stderr().matches(
                                "(?s).*chat: .* \\(id \\d+\\)\nurl: +http.*/chat/.*\npoints: +\\d+ spent, balance \\d+\n"),
                stderr());
    }

    @Test
    void jsonReply_isTheToolResult() throws Exception {
        var file = Files.writeString(home.resolve("pond.txt"), "frogs", UTF_8);

        assertEquals(0, run("ask", "--sandbox", "--json", "-b", "Echo", "-f", file.toString(), "hello"));

        var reply = new ObjectMapper().readTree(stdout());
        assertEquals("complete", reply.path("state").asText());
        assertEquals("hello", reply.path("text").asText());
        assertTrue(reply.path("chat").path("chat_code").isTextual(), reply::toString);
    }

    @Test
    void failure_printsStackTraceOnlyIfVerbose() {
        assertEquals(1, run("ask", "--sandbox", "-b", "No-Such-Bot-9", "hello"));
        assertFalse(stderr().contains("\tat "), stderr());

        assertEquals(1, run("ask", "--sandbox", "--verbose", "-b", "No-Such-Bot-9", "hello"));
        assertTrue(stderr().contains("\tat "), stderr());
    }

    @Test
    void demo_showsConversation() {
        assertEquals(0, run("demo"));

        assertTrue(stdout().contains("SANDBOX"), stdout());
        assertTrue(stdout().contains("complete, "), stdout());
        assertTrue(stdout().contains("the same as streamed"), stdout());
        assertTrue(stdout().contains("# "), stdout());
        assertTrue(stdout().endsWith("the server ended with exit code 0\n"), stdout());
    }

    private int run(String... arguments) {
        var terminal = new Terminal(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Map.of("HOME", home.toString()));
        return Commands.run(arguments, terminal, new Termination());
    }

    private String stdout() {
        return out.toString(UTF_8).replace("\r\n", "\n");
    }

    private String stderr() {
        return err.toString(UTF_8).replace("\r\n", "\n");
    }
}
