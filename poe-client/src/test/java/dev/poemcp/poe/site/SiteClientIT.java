package dev.poemcp.poe.site;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.SiteBuild;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.site.config.AccountCredentials;
import dev.poemcp.poe.site.config.SiteConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SiteClientIT {
    @ParameterizedTest
    @EnumSource(SiteBuild.class)
    void cookiesOnly_negotiatesSession(SiteBuild build) {
        try (var poe = PoeEmulator.start(EmulatorOptions.defaults().withBuild(build));
                var client = new SiteClient(config(poe))) {
            var settings = client.account().settings();

            assertTrue(settings.userId() > 0);
            assertNotNull(settings.points().balance());
        }
    }

    private static SiteConfig config(PoeEmulator poe) {
        var account = poe.account();
        return SiteConfig.of(
                poe.url(), new AccountCredentials(new Secret(account.pB()), new Secret(account.pLat()), null));
    }
}
