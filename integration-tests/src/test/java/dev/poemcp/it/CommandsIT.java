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
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of the program in a shell. */
@ExtendWith(ServerExtension.class)
final class CommandsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Output and exit code of a command. */
    record CommandResult(int code, String stdout, String stderr) {}

    static CommandResult run(Launch launch) throws Exception {
        try (var server = launch.start()) {
            server.closeInput();
            var exit = server.awaitExit(LIMIT);
            return new CommandResult(exit.code(), server.stdout(), server.stderr());
        }
    }

    @Test
    void demoWithSandbox_showsStreamedConversation() throws Exception {
        var result = run(Launch.server().arguments("demo", "--sandbox"));

        assertEquals(0, result.code(), result::toString);
        String output = result.stdout() + result.stderr();
        assertTrue(output.contains("send_message"), result::toString);
        assertTrue(output.toLowerCase(Locale.ROOT).contains("sandbox"), result::toString);
        assertFalse(output.contains("Exception"), result::toString);
    }

    @Test
    void ask_streamsReplyToStdoutAndCostToStderr(PoeEmulator poe) throws Exception {
        poe.bot("Basho").says("old pond ", "frog leaps in").costs(15);

        var result = run(Launch.serverFor(poe).arguments("ask", "-b", "Basho", "a haiku"));

        assertEquals(0, result.code(), result::toString);
        assertEquals("old pond frog leaps in", result.stdout().strip());
        assertTrue(result.stderr().contains("15"), result::toString);
        assertTrue(result.stderr().contains("/chat/"), result::toString);
        assertTrue(
                result.stderr()
                        .replaceAll("[,. ]", "")
                        .contains("" + poe.ledger().balance()),
                result::toString);
    }

    @Test
    void askWithJson_printsReplyAsJson(PoeEmulator poe) throws Exception {
        poe.bot("Basho").says("old pond ", "frog leaps in");

        var result = run(Launch.serverFor(poe).arguments("ask", "--json", "-b", "Basho", "a haiku"));

        JsonNode reply = new ObjectMapper().readTree(result.stdout());
        assertEquals("old pond frog leaps in", reply.path("text").asText());
        assertEquals("complete", reply.path("state").asText());
    }

    @Test
    void compareWithJudge_printsAnswersVerdictAndTotalCost(PoeEmulator poe) throws Exception {
        poe.bot("Late").after(Duration.ofMillis(600)).says("late").costs(2);
        poe.bot("Quick").says("quick").costs(1);
        poe.bot("Judge")
                .answers(message ->
                        message.contains("\nlate\n") && message.contains("\nquick\n") ? "Late wins." : message)
                .costs(4);

        var result = run(Launch.serverFor(poe)
                .arguments("compare", "-b", "Late", "-b", "Quick", "--judge", "Judge", "Which is best?"));

        assertEquals(0, result.code(), result::toString);
        assertEquals(
                "## Late late ## Quick quick ## Verdict of Judge Late wins.",
                result.stdout().strip().replaceAll("\\s+", " "));
        assertTrue(result.stderr().matches("(?s).*points: +7 spent, balance .*"), result::toString);
        assertEquals(3, poe.sentMessages().size(), result::toString);
    }

    @Test
    void failingAsk_explainsAndExitsWithOne(PoeEmulator poe) throws Exception {
        var result = run(Launch.serverFor(poe).arguments("ask", "-b", "No-Such-Bot-9", "hi"));

        assertEquals(1, result.code(), result::toString);
        assertTrue(result.stderr().contains("No-Such-Bot-9"), result::toString);
        assertFalse(result.stderr().contains("\tat "), result::toString);
    }

    @Test
    void askWithoutConfiguration_namesSetting() throws Exception {
        var result = run(Launch.server().arguments("ask", "hi"));

        assertEquals(1, result.code(), result::toString);
        assertTrue(result.stderr().contains("POE_P_B"), result::toString);
    }

    @Test
    void tools_printsEveryToolWithoutNetwork() throws Exception {
        var result = run(Launch.server().arguments("tools"));
        var json = run(Launch.server().arguments("tools", "--json"));

        assertEquals(0, result.code(), result::toString);
        JsonNode tools = new ObjectMapper().readTree(json.stdout());
        assertTrue(tools.findValuesAsText("name").size() >= 26, json::stdout);
        for (String name : new String[] {"send_message", "delete_chat", "explore"}) {
            assertTrue(result.stdout().contains(name), result::stdout);
            assertTrue(json.stdout().contains("\"" + name + "\""), json::stdout);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ask", "calibrate", "compare", "demo", "login", "logout", "points", "tools"})
    void help_isAvailableForEveryCommand(String command) throws Exception {
        var launch = Launch.server();
        if (!command.isEmpty()) {
            launch.arguments(command);
        }

        var result = run(launch.arguments("--help"));

        assertEquals(0, result.code(), result::toString);
        assertTrue(result.stdout().contains("Usage"), result::toString);
        assertTrue(result.stdout().contains("--sandbox"), result::toString);
    }

    @Test
    void version_namesTheProgram() throws Exception {
        var result = run(Launch.server().arguments("--version"));

        assertEquals(0, result.code());
        assertTrue(result.stdout().matches("(?s)poe-mcp \\d+\\.\\d+\\.\\d+.*"), result::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aks", "--sandbocks", "ask", "ask --wait-seconds soon hi", "compare -b Echo hi", "--p-b=x"})
    void invalidCommandLine_exitsWithTwoAndMessage(String line) throws Exception {
        var result = run(Launch.server().arguments(line.split(" ")));

        assertEquals(2, result.code(), result::toString);
        assertFalse(result.stderr().isBlank());
        assertFalse(result.stderr().contains("\tat "), result::toString);
        assertEquals("", result.stdout());
    }

    @Test
    void sandbox_servesHostWithoutAccount(Servers servers) {
        var host = servers.stdio(Launch.server().arguments("--sandbox"));
        var outcome =
                host.call("send_message", "message", "hello", "bot", "Echo").assertOk();

        assertTrue(outcome.structured().path("text").asText().contains("hello"));
    }
}
