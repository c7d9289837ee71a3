package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.SiteBehavior.ProtectionMode;
import dev.poemcp.emulator.control.SiteBuild;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The emulated site in a real browser: its form, its challenge, and the signed requests and socket of its scripts. */
@RequiresChromium
final class SitePageInChromiumIT {
    @Test
    void signedInPage_makesRequestsOfSite(@TempDir Path profile) throws Exception {
        try (var poe = PoeEmulator.start(EmulatorOptions.defaults().withBuild(SiteBuild.SEPTEMBER_2026));
                var chromium = Chromium.start(profile)) {
            poe.behavior().protection(ProtectionMode.BROWSER_ONLY);
            poe.persistedQueries().renew();
            var tab = chromium.open(poe.url());

            tab.click("form button");
            tab.awaitText("Signed in as");
            Waiting.until("the socket is open", () -> poe.requests().count("socket") > 0);
            tab.awaitText(" chats.");

            assertTrue(poe.requests().count("protection") > 0, "the challenge was shown");
            assertEquals(1, poe.requests().count("signIn"));
            assertTrue(poe.requests().count("accountSettings") > 0);
        }
    }
}
