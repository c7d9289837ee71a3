package dev.poemcp.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.control.SiteBuild;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The emulator's command line options. */
class MainTest {
    @Test
    void validOptions_areParsed() {
        var options = Main.options("--port", "4711", "--build", "march-2025", "--seed", "9", "--balance", "5");

        assertEquals(SiteBuild.MARCH_2025, options.build());
        assertEquals(4711, options.port());
        assertEquals(9, options.seed());
        assertEquals(5, options.balancePoints());
    }

    @Test
    void invalidOptions_areNamedInMessage() {
        assertTrue(messageOf("--build", "may-2025").contains("august-2026"));
        assertTrue(messageOf("--port", "70000").contains("65535"));
        assertTrue(messageOf("--seed", "x").contains("takes a number"));
        assertTrue(messageOf("--colour", "red").contains("--colour"));
        assertTrue(messageOf("--port").contains("needs a value"));
    }

    @Test
    void brokenLinks_areParsedBesideOptions() {
        String[] args = {"--broken", "salt", "--seed", "9", "--broken", "channel-silent"};

        assertEquals(List.of(Breakage.SALT, Breakage.CHANNEL_SILENT), Main.breakages(args));
        assertEquals(9, Main.options(args).seed());
        assertEquals(List.of(), Main.breakages("--seed", "9"));
    }

    @Test
    void unknownBrokenLink_listsKnownOnes() {
        var failure = assertThrows(IllegalArgumentException.class, () -> Main.breakages("--broken", "luck"));

        assertTrue(String.valueOf(failure.getMessage()).contains("page-500"));
    }

    private static String messageOf(String... args) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> Main.options(args))
                .getMessage());
    }
}
