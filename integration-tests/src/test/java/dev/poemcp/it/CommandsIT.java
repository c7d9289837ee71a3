package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.emulator.PoeEmulator;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program as a person uses it in a shell. */
final class CommandsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** What a command printed, and its exit code. */
    record Printed(int code, String stdout, String stderr) {}

    static Printed run(Launch launch) throws Exception {
        try (var server = launch.start()) {
            server.closeInput();
            var exit = server.awaitExit(LIMIT);
            return new Printed(exit.code(), server.stdout(), server.stderr());
        }
    }

    @Test
    void demoOnTheSandboxShowsAStreamedConversation() throws Exception {
        var printed = run(Launch.server().arguments("demo", "--sandbox"));

        assertEquals(0, printed.code(), printed::toString);
        String shown = printed.stdout() + printed.stderr();
        assertTrue(shown.contains("send_message"), printed::toString);
        assertTrue(shown.toLowerCase(Locale.ROOT).contains("sandbox"), printed::toString);
        assertFalse(shown.contains("Exception"), printed::toString);
    }

    @Test
    void askStreamsTheAnswerToStdoutAndTheRestToStderr() throws Exception {
        try (var poe = PoeEmulator.start()) {
            poe.bot("Basho").says("old pond ", "frog leaps in").costs(15);

            var printed = run(Launch.serverFor(poe).arguments("ask", "-b", "Basho", "a haiku"));

            assertEquals(0, printed.code(), printed::toString);
            assertEquals("old pond frog leaps in", printed.stdout().strip());
            assertTrue(printed.stderr().contains("15"), printed::toString);
            assertTrue(printed.stderr().contains("/chat/"), printed::toString);
            assertTrue(
                    printed.stderr()
                            .replaceAll("[,. ]", "")
                            .contains("" + poe.ledger().balance()),
                    printed::toString);
        }
    }

    @Test
    void askCanPrintTheReplyAsJson() throws Exception {
        try (var poe = PoeEmulator.start()) {
            poe.bot("Basho").says("old pond ", "frog leaps in");

            var printed = run(Launch.serverFor(poe).arguments("ask", "--json", "-b", "Basho", "a haiku"));

            JsonNode reply = new ObjectMapper().readTree(printed.stdout());
            assertEquals("old pond frog leaps in", reply.path("text").asText());
            assertEquals("complete", reply.path("state").asText());
        }
    }

    @Test
    void askThatFailsSaysWhyAndExitsWithOne() throws Exception {
        try (var poe = PoeEmulator.start()) {
            var printed = run(Launch.serverFor(poe).arguments("ask", "-b", "No-Such-Bot-9", "hi"));

            assertEquals(1, printed.code(), printed::toString);
            assertTrue(printed.stderr().contains("No-Such-Bot-9"), printed::toString);
            assertFalse(printed.stderr().contains("\tat "), printed::toString);
        }
    }

    @Test
    void askWithNothingConfiguredSaysWhatToSet() throws Exception {
        var printed = run(Launch.server().arguments("ask", "hi"));

        assertEquals(1, printed.code(), printed::toString);
        assertTrue(printed.stderr().contains("POE_P_B"), printed::toString);
    }

    @Test
    void toolsPrintsEveryToolWithoutANetwork() throws Exception {
        var printed = run(Launch.server().arguments("tools"));
        var json = run(Launch.server().arguments("tools", "--json"));

        assertEquals(0, printed.code(), printed::toString);
        JsonNode tools = new ObjectMapper().readTree(json.stdout());
        assertTrue(tools.findValuesAsText("name").size() >= 26, json::stdout);
        for (String name : new String[] {"send_message", "delete_chat", "explore"}) {
            assertTrue(printed.stdout().contains(name), printed::stdout);
            assertTrue(json.stdout().contains("\"" + name + "\""), json::stdout);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ask", "demo", "tools"})
    void helpIsOnEveryCommand(String command) throws Exception {
        var launch = Launch.server();
        if (!command.isEmpty()) {
            launch.arguments(command);
        }

        var printed = run(launch.arguments("--help"));

        assertEquals(0, printed.code(), printed::toString);
        assertTrue(printed.stdout().contains("Usage"), printed::toString);
        assertTrue(printed.stdout().contains("--sandbox"), printed::toString);
    }

    @Test
    void versionNamesTheProgram() throws Exception {
        var printed = run(Launch.server().arguments("--version"));

        assertEquals(0, printed.code());
        assertTrue(printed.stdout().matches("(?s)poe-mcp \\d+\\.\\d+\\.\\d+.*"), printed::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aks", "--sandbocks", "ask", "ask --wait-seconds soon hi", "--p-b=x"})
    void aWrongCommandLineExitsWithTwoAndASentence(String line) throws Exception {
        var printed = run(Launch.server().arguments(line.split(" ")));

        assertEquals(2, printed.code(), printed::toString);
        assertFalse(printed.stderr().isBlank());
        assertFalse(printed.stderr().contains("\tat "), printed::toString);
        assertEquals("", printed.stdout());
    }

    @Test
    void theSandboxServesAHostWithoutAnAccount() {
        try (var host = HostSession.open(Launch.server().arguments("--sandbox"))) {
            var outcome =
                    host.call("send_message", "message", "hello", "bot", "Echo").assertOk();

            assertTrue(outcome.structured().path("text").asText().contains("hello"));
        }
    }
}
