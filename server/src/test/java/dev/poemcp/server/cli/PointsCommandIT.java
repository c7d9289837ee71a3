package dev.poemcp.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.SiteBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code poe-mcp points} against an emulated site. */
final class PointsCommandIT {
    private final Path home;

    PointsCommandIT(@TempDir Path home) {
        this.home = home;
    }

    private CommandLine commandLine(PoeEmulator poe) throws IOException {
        var file = Files.createDirectories(home.resolve(".config/poe-mcp")).resolve("credentials.json");
        Files.writeString(file, "{\"p_b\": \"" + poe.account().pB() + "\"}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return new CommandLine(home);
    }

    private static PoeEmulator start(SiteBuild build) {
        return PoeEmulator.start(EmulatorOptions.defaults().withBuild(build).withBalance(1000));
    }

    private static int run(CommandLine terminal, PoeEmulator poe, String... arguments) {
        var url = poe.url().toString();
        var all = new String[arguments.length + 4];
        System.arraycopy(new String[] {"--base-url", url, "--api-base-url", url}, 0, all, 0, 4);
        System.arraycopy(arguments, 0, all, 4, arguments.length);
        return terminal.run(all);
    }

    @Test
    void spentPoints_areListedByBot() throws IOException {
        try (var poe = start(SiteBuild.SEPTEMBER_2026)) {
            poe.bot("Cheap").says("a").costs(2);
            poe.bot("Pricey").says("b").costs(30);
            var terminal = commandLine(poe);
            assertEquals(0, run(terminal, poe, "ask", "-b", "Cheap", "one"), terminal::stderr);
            assertEquals(0, run(terminal, poe, "ask", "-b", "Pricey", "two"), terminal::stderr);

            var text = new CommandLine(home);
            assertEquals(0, run(text, poe, "points"), text::stderr);
            var json = new CommandLine(home);
            assertEquals(0, run(json, poe, "points", "--json"), json::stderr);

            assertEquals("""
                    balance: 968 points (from the account)

                    Points spent (from the account):
                    bot          today  last 7 days
                    Pricey          30           30
                    Cheap            2            2
                    total           32           32
                    """, text.stdout());
            var result = new ObjectMapper().readTree(json.stdout());
            assertEquals(968, result.path("balance").asLong());
            assertEquals("account", result.path("source").asText());
            assertEquals(32, result.at("/spent/last_seven_days").asLong());
            assertEquals("Pricey", result.at("/spent/bots/0/bot").asText());
            assertEquals(30, result.at("/spent/bots/0/today").asLong());
            assertEquals("account", result.at("/spent/source").asText());
            assertTrue(result.at("/spent/complete").asBoolean());
        }
    }

    @Test
    void siteWithoutHistory_printsBalanceAndFails() throws IOException {
        try (var poe = start(SiteBuild.AUGUST_2026)) {
            var terminal = commandLine(poe);

            assertEquals(1, run(terminal, poe, "points"));

            assertEquals("balance: 1000 points (from the account)\n", terminal.stdout());
            assertTrue(terminal.stderr().contains("no longer accepts the query PointsHistory"), terminal.stderr());
            assertFalse(terminal.stderr().contains("\tat "), terminal.stderr());
        }
    }

    @Test
    void siteWithoutHistory_printsNoJson() throws IOException {
        try (var poe = start(SiteBuild.AUGUST_2026)) {
            var terminal = commandLine(poe);

            assertEquals(1, run(terminal, poe, "points", "--json"));

            assertEquals("", terminal.stdout());
        }
    }
}
