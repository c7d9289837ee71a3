package dev.poemcp.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code poe-mcp doctor} shows nothing private, and no line of a stranger, whatever the site answers. */
final class DoctorPrivacyIT {
    private final Path home;

    DoctorPrivacyIT(@TempDir Path home) {
        this.home = home;
    }

    private CommandLine account(PoeEmulator poe) {
        return new CommandLine(home)
                .set("POE_BASE_URL", poe.url().toString())
                .set("POE_P_B", poe.account().pB())
                .set("POE_P_LAT", poe.account().pLat());
    }

    private static Fault answer(String body) {
        return Fault.status(200, Map.of("Content-Type", "application/json"), body);
    }

    private static String escaped(String text) {
        return text.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining());
    }

    @Test
    void cookieInJsonEscapes_isNotShown() throws Exception {
        try (var poe = PoeEmulator.start()) {
            String error = "{\"data\":null,\"errors\":[{\"message\":\"no %s\"}]}";
            poe.faults()
                    .on("search", answer(error.formatted(escaped(poe.account().pB()))))
                    .always();
            Path report = home.resolve("report.txt");
            var terminal = account(poe);

            assertEquals(1, terminal.run("doctor", "--json", "--report", report.toString()), terminal::stderr);

            String all = terminal.stdout() + terminal.stderr() + Files.readString(report);
            assertTrue(all.contains("with the error \\\"no ***\\\""), all);
            assertFalse(all.contains(poe.account().pB()), all);
        }
    }

    @Test
    void cookieInTitle_isNotShownEvenInPart() {
        try (var poe = PoeEmulator.start()) {
            String pB = poe.account().pB();
            poe.faults()
                    .on("home", Fault.status(200, Map.of(), "<title>" + "x".repeat(70) + pB + "</title>"))
                    .always();
            var terminal = account(poe);

            assertEquals(1, terminal.run("doctor"), terminal::stderr);

            assertTrue(terminal.stdout().contains("its title is \"xxx"), terminal::stdout);
            assertTrue(terminal.stdout().contains("xxx***\" ("), terminal::stdout);
            assertFalse(terminal.stdout().contains("x" + pB.substring(0, 6)), terminal::stdout);
        }
    }

    @Test
    void mailAddress_isNotShown() {
        try (var poe = PoeEmulator.start()) {
            poe.faults()
                    .on("search", Fault.graphQlError("jane.doe+poe@mail.example may not do this"))
                    .always();
            var terminal = account(poe);

            assertEquals(1, terminal.run("doctor"), terminal::stderr);

            assertTrue(terminal.stdout().contains("*** may not do this"), terminal::stdout);
            assertFalse(terminal.stdout().contains("mail.example"), terminal::stdout);
        }
    }

    @Test
    void nameOfWhatIsNotFound_isNotShown() {
        try (var poe = PoeEmulator.start()) {
            poe.faults().on("userInfo", Fault.nullEntity()).always();
            var terminal = account(poe);

            assertEquals(0, terminal.run("doctor"), terminal::stdout);

            assertTrue(terminal.stdout().contains("warning  query userInfo"), terminal::stdout);
            assertFalse(terminal.stdout().contains("Poe has no user"), terminal::stdout);
        }
    }

    @Test
    void controlAndFormattingCharacters_areNotShown() {
        try (var poe = PoeEmulator.start()) {
            poe.faults()
                    .on("search", Fault.graphQlError("a\u001b[31m\nBROKEN   page\u2028b\u202ec\u0085d"))
                    .always();
            var terminal = account(poe);

            assertEquals(1, terminal.run("doctor"), terminal::stderr);

            assertTrue(terminal.stdout().contains("a [31m BROKEN page b c d"), terminal::stdout);
            assertFalse(terminal.stdout().matches("(?s).*[\\p{Cc}\\p{Cf}\\p{Zl}&&[^\n]].*"), terminal::stdout);
        }
    }
}
