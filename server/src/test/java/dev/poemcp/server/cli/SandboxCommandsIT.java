package dev.poemcp.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands against the embedded Poe. */
final class SandboxCommandsIT {
    private final Path home;
    private final CommandLine terminal;

    SandboxCommandsIT(@TempDir Path home) {
        this.home = home;
        this.terminal = new CommandLine(home);
    }

    @Test
    void reply_goesToStdoutAndItsFactsToStderr() {
        assertEquals(0, terminal.run("ask", "--sandbox", "-b", "Echo", "Where do frogs sit?"));

        assertEquals("Where do frogs sit?\n", terminal.stdout());
        assertTrue(terminal.stderr().startsWith("SANDBOX"), terminal.stderr());
        assertTrue(
                terminal.stderr()
                        .matches(
                                "(?s).*chat: .* \\(id \\d+\\)\nurl: +http.*/chat/.*\npoints: +\\d+ spent, balance \\d+\n"),
                terminal.stderr());
    }

    @Test
    void jsonReply_isTheToolResult() throws Exception {
        var file = Files.writeString(home.resolve("pond.txt"), "frogs", UTF_8);

        assertEquals(0, terminal.run("ask", "--sandbox", "--json", "-b", "Echo", "-f", file.toString(), "hello"));

        var reply = new ObjectMapper().readTree(terminal.stdout());
        assertEquals("complete", reply.path("state").asText());
        assertEquals("hello", reply.path("text").asText());
        assertTrue(reply.path("chat").path("chat_code").isTextual(), reply::toString);
    }

    @Test
    void attachment_isAFactWithTypeSizeAndUrl() {
        assertEquals(0, terminal.run("ask", "--sandbox", "-b", "Painter", "a frog"));

        assertEquals("Here is your picture.\n", terminal.stdout());
        assertTrue(
                terminal.stderr()
                        .matches("(?s).*\nfile: +picture\\.png \\(image/png, \\d+ k?B\\) http\\S+\npoints: .*"),
                terminal.stderr());
    }

    @Test
    void comparison_hasASectionForEachBotThenTheVerdict() {
        assertEquals(
                0,
                terminal.run(
                        "compare", "--sandbox", "-b", "Echo", "-b", "Painter", "--judge", "Assistant", "Where to?"));

        assertTrue(terminal.stdout().startsWith("""
                ## Echo

                Where to?

                ## Painter

                Here is your picture.

                ## Verdict of Assistant

                Assistant here, in the sandbox"""), terminal.stdout());
        var facts = terminal.stderr();
        assertTrue(facts.startsWith("SANDBOX"), facts);
        assertTrue(facts.matches("(?s).*\nEcho: \\d+ points, http\\S+/chat/\\S+\n.*"), facts);
        assertTrue(facts.contains("\nPainter: picture.png (image/png, "), facts);
        assertTrue(facts.contains("\njudge Assistant: "), facts);
        assertTrue(facts.matches("(?s).*\npoints: +\\d+ spent, balance \\d+\n"), facts);
    }

    @Test
    void jsonComparison_isTheToolResult() throws Exception {
        assertEquals(
                0,
                terminal.run(
                        "compare", "--sandbox", "--json", "-b", "Echo", "-b", "Story", "--judge", "Echo", "hello"));

        var result = new ObjectMapper().readTree(terminal.stdout());
        assertEquals("hello", result.path("replies").path(0).path("text").asText());
        assertEquals("complete", result.path("verdict").path("state").asText());
        assertTrue(result.path("verdict").path("text").asText().contains("Answer 2, by Story:"), result::toString);
        assertTrue(result.path("points_spent").isNumber(), result::toString);
    }

    @Test
    void comparisonWithAFailedBot_printsTheOthersAndReturns1() {
        assertEquals(1, terminal.run("compare", "--sandbox", "-b", "No-Such-Bot-9", "-b", "Echo", "hello"));

        assertEquals("## Echo\n\nhello\n", terminal.stdout());
        assertTrue(terminal.stderr().contains("\nNo-Such-Bot-9: Poe has no bot"), terminal.stderr());
    }

    @Test
    void failure_printsStackTraceOnlyIfVerbose() {
        assertEquals(1, terminal.run("ask", "--sandbox", "-b", "No-Such-Bot-9", "hello"));
        assertFalse(terminal.stderr().contains("\tat "), terminal.stderr());

        assertEquals(1, terminal.run("ask", "--sandbox", "--verbose", "-b", "No-Such-Bot-9", "hello"));
        assertTrue(terminal.stderr().contains("\tat "), terminal.stderr());
    }

    @Test
    void points_hasBalanceAndSpending() {
        assertEquals(0, terminal.run("points", "--sandbox"), terminal::stderr);

        assertTrue(terminal.stdout().matches("(?s)balance: \\d+ points \\(.*total +0 +0\n"), terminal.stdout());
        assertTrue(terminal.stderr().startsWith("SANDBOX"), terminal.stderr());
    }

    @Test
    void demo_showsConversation() {
        assertEquals(0, terminal.run("demo"));

        assertTrue(terminal.stdout().contains("SANDBOX"), terminal.stdout());
        assertTrue(terminal.stdout().contains("complete, "), terminal.stdout());
        assertTrue(terminal.stdout().contains("the same as streamed"), terminal.stdout());
        assertTrue(terminal.stdout().contains("# "), terminal.stdout());
        assertTrue(terminal.stdout().endsWith("the server ended with exit code 0\n"), terminal.stdout());
    }
}
