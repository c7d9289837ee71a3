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
    void everyCommandHasHelpAndAVersion(String command) {
        assertEquals(0, run(command.isEmpty() ? new String[] {"--help"} : new String[] {command, "--help"}));
        assertTrue(printed().startsWith("Usage: poe-mcp"), printed());

        out.reset();
        assertEquals(0, run(command.isEmpty() ? new String[] {"--version"} : new String[] {command, "--version"}));
        assertTrue(printed().startsWith("poe-mcp "), printed());
        assertEquals("", complained());
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
    void aWrongCommandLineIsOneSentenceAndCode2(String line, String sentence) {
        assertEquals(2, run(line.split(" ")));

        assertTrue(complained().startsWith("poe-mcp: " + sentence), complained());
        assertFalse(complained().contains("c00kie"), complained());
        assertFalse(complained().contains("\tat "), complained());
        assertEquals("", printed());
    }

    @Test
    void anEmptyQuestionIsNotSent() {
        assertEquals(2, run("ask", " "));
    }

    @Test
    void aFlagBeforeACommandDoesNotSwallowIt() throws Exception {
        assertEquals(0, run("--read-only", "tools", "--json"));

        var names = new ObjectMapper().readTree(printed()).path("tools").findValuesAsText("name");
        assertTrue(names.contains("get_settings"), names::toString);
        assertFalse(names.contains("send_message"), names::toString);
    }

    @Test
    void toolsArePrintedForAPerson() {
        assertEquals(0, run("tools", "--toolsets", "account"));

        assertTrue(printed().contains("purge_all_conversations (account, deletes)"), printed());
        assertTrue(printed().contains("    confirm?: string."), printed());
        assertFalse(printed().contains("send_message ("), printed());
    }

    @Test
    void withoutAnAccountAskSaysWhatToSet() {
        assertEquals(1, run("ask", "hello"));

        assertTrue(complained().contains("POE_P_B"), complained());
        assertEquals("", printed());
    }

    @Test
    void anAnswerGoesToStdoutAndItsFactsToStderr() {
        assertEquals(0, run("ask", "--sandbox", "-b", "Echo", "Where do frogs sit?"));

        assertEquals("Where do frogs sit?\n", printed());
        assertTrue(complained().startsWith("SANDBOX"), complained());
        assertTrue(
                complained()
                        .matches(
                                "(?s).*chat: .* \\(id \\d+\\)\nurl: +http.*/chat/.*\npoints: +\\d+ spent, balance \\d+\n"),
                complained());
    }

    @Test
    void aReplyAsJsonIsTheObjectOfTheTools() throws Exception {
        var file = Files.writeString(home.resolve("pond.txt"), "frogs", UTF_8);

        assertEquals(0, run("ask", "--sandbox", "--json", "-b", "Echo", "-f", file.toString(), "hello"));

        var reply = new ObjectMapper().readTree(printed());
        assertEquals("complete", reply.path("state").asText());
        assertEquals("hello", reply.path("text").asText());
        assertTrue(reply.path("chat").path("chat_code").isTextual(), reply::toString);
    }

    @Test
    void aFailureIsASentenceAndOnlyVerboseTellsTheStory() {
        assertEquals(1, run("ask", "--sandbox", "-b", "No-Such-Bot-9", "hello"));
        assertFalse(complained().contains("\tat "), complained());

        assertEquals(1, run("ask", "--sandbox", "--verbose", "-b", "No-Such-Bot-9", "hello"));
        assertTrue(complained().contains("\tat "), complained());
    }

    @Test
    void theDemoShowsAConversation() {
        assertEquals(0, run("demo"));

        assertTrue(printed().contains("SANDBOX"), printed());
        assertTrue(printed().contains("complete, "), printed());
        assertTrue(printed().contains("the same as streamed"), printed());
        assertTrue(printed().contains("# "), printed());
        assertTrue(printed().endsWith("the server ended with exit code 0\n"), printed());
    }

    private int run(String... arguments) {
        var terminal = new Terminal(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Map.of("HOME", home.toString()));
        return Commands.run(arguments, terminal, new Termination());
    }

    private String printed() {
        return out.toString(UTF_8).replace("\r\n", "\n");
    }

    private String complained() {
        return err.toString(UTF_8).replace("\r\n", "\n");
    }
}
