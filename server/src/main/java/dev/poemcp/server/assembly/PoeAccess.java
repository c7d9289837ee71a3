package dev.poemcp.server.assembly;

import dev.poemcp.poe.PoeClient;
import dev.poemcp.poe.site.SiteClient;
import dev.poemcp.poe.site.config.AccountCredentials;
import dev.poemcp.poe.site.config.SiteConfig;
import dev.poemcp.poe.site.negotiation.KnowledgeFile;
import dev.poemcp.poe.site.negotiation.SiteKnowledge;
import dev.poemcp.server.settings.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Opens Poe for any account; what is learned about the site is shared by all of them. */
final class PoeAccess {
    private final SiteKnowledge knowledge;

    /** @param file that keeps what is learned about the site; null: it is forgotten with the process */
    PoeAccess(URI baseUrl, @Nullable Path file) {
        this.knowledge = file == null
                ? SiteKnowledge.inMemory(Clock.systemUTC())
                : SiteKnowledge.inFile(new KnowledgeFile(file, baseUrl), Clock.systemUTC());
    }

    PoeClient open(Settings settings) {
        var kept = settings.credentials();
        // Without an account every question fails and says what to set.
        var shown = kept.pB() == null ? null : new AccountCredentials(kept.pB(), kept.pLat(), kept.formkey());
        return new SiteClient(SiteConfig.of(settings.baseUrl(), shown)
                .withProfileOverride(settings.siteProfile())
                .withProxy(settings.proxy())
                .withKnowledge(knowledge));
    }
}
