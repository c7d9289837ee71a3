package dev.poemcp.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The printed settings. */
class MainIT {
    @Test
    void settings_reachSiteAndApi() {
        try (var poe = PoeEmulator.start()) {
            var settings = Main.settings(poe);

            assertTrue(settings.startsWith("POE_BASE_URL=" + poe.url() + " POE_P_B="), settings);
            assertTrue(settings.contains(" POE_API_BASE_URL=" + poe.url() + " POE_API_KEY=" + poe.apiKey()), settings);
            assertEquals(1, settings.lines().count());
        }
    }
}
