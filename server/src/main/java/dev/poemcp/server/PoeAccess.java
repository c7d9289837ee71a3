package dev.poemcp.server;

import dev.poemcp.poe.PoeClient;
import dev.poemcp.poe.site.SiteClient;
import dev.poemcp.poe.site.config.AccountCredentials;
import dev.poemcp.poe.site.config.SiteConfig;
import dev.poemcp.server.settings.ProxyVariables;
import dev.poemcp.server.settings.Settings;
import java.util.Map;

/** Opens Poe as the settings say. */
final class PoeAccess {
    private PoeAccess() {}

    static PoeClient open(Settings settings, Map<String, String> environment) {
        var kept = settings.credentials();
        // Without an account every question fails and says what to set.
        var shown = kept.pB() == null ? null : new AccountCredentials(kept.pB(), kept.pLat(), kept.formkey());
        return new SiteClient(SiteConfig.of(settings.baseUrl(), shown)
                .withProfileOverride(settings.siteProfile())
                .withProxy(ProxyVariables.read(environment)));
    }
}
