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

/** Creates Poe clients for any account; all share what is known about the site. */
final class PoeClientFactory {
    private final SiteKnowledge knowledge;

    /** @param file that caches knowledge about the site across processes; null keeps it in memory */
    PoeClientFactory(URI baseUrl, @Nullable Path file) {
        this.knowledge = file == null
                ? SiteKnowledge.inMemory(Clock.systemUTC())
                : SiteKnowledge.inFile(new KnowledgeFile(file, baseUrl), Clock.systemUTC());
    }

    PoeClient open(Settings settings) {
        var credentials = settings.credentials();
        // Without an account every request fails and says what to set.
        var account = credentials.pB() == null
                ? null
                : new AccountCredentials(credentials.pB(), credentials.pLat(), credentials.formkey());
        return new SiteClient(SiteConfig.of(settings.baseUrl(), account)
                .withProfileOverride(settings.siteProfile())
                .withProxy(settings.proxy())
                .withKnowledge(knowledge));
    }
}
