package dev.poemcp.server.assembly;

import dev.poemcp.poe.PoeClient;
import dev.poemcp.poe.api.ApiClient;
import dev.poemcp.poe.api.ApiConfig;
import dev.poemcp.poe.api.ApiDiagnosis;
import dev.poemcp.poe.api.conversation.ConversationFolder;
import dev.poemcp.poe.api.conversation.ConversationStore;
import dev.poemcp.poe.browser.page.PageTransport;
import dev.poemcp.poe.diagnosis.LinkCheck;
import dev.poemcp.poe.diagnosis.LinkReport;
import dev.poemcp.poe.route.Configured;
import dev.poemcp.poe.route.RoutedClient;
import dev.poemcp.poe.site.SiteClient;
import dev.poemcp.poe.site.config.AccountCredentials;
import dev.poemcp.poe.site.config.BrowserIdentity;
import dev.poemcp.poe.site.config.SiteConfig;
import dev.poemcp.poe.site.diagnosis.SiteDiagnosis;
import dev.poemcp.poe.site.negotiation.KnowledgeFile;
import dev.poemcp.poe.site.negotiation.SiteKnowledge;
import dev.poemcp.server.settings.Setting;
import dev.poemcp.server.settings.Settings;
import dev.poemcp.server.settings.XdgFolder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Creates Poe clients for any user; all share what is known about the site, and the limits on conversations. */
final class PoeClientFactory {
    /** For a whole diagnosis of the site: four times what a slow connection needs. */
    private static final Duration SITE_LIMIT = Duration.ofMinutes(2);

    private static final Duration API_LIMIT = Duration.ofMinutes(1);

    private final SiteKnowledge knowledge;
    private final ConversationStore conversations;
    private final Map<String, String> environment;

    /**
     * @param knowledgeFile caches knowledge about the site across processes; null keeps it in memory
     * @param conversationFolder keeps conversations of the API key; null keeps them in memory
     * @param environment variables of the process
     */
    PoeClientFactory(
            URI baseUrl,
            @Nullable Path knowledgeFile,
            @Nullable Path conversationFolder,
            Map<String, String> environment) {
        this.environment = environment;
        this.knowledge = knowledgeFile == null
                ? SiteKnowledge.inMemory(Clock.systemUTC())
                : SiteKnowledge.inFile(new KnowledgeFile(knowledgeFile, baseUrl), Clock.systemUTC());
        this.conversations =
                new ConversationStore(conversationFolder == null ? null : new ConversationFolder(conversationFolder));
    }

    PoeClient open(Settings settings) {
        var credentials = settings.credentials();
        return new RoutedClient(
                // Without an account every request fails and says what to set.
                new SiteClient(siteConfig(settings)),
                new ApiClient(apiConfig(settings), conversations),
                new Configured(credentials.hasAccount(), credentials.hasApiKey(), hasCatalogue(settings)));
    }

    /** Checks the way to Poe with these credentials, with reads only. */
    void diagnose(Settings settings, Consumer<LinkReport> reports) {
        if (settings.credentials().hasAccount()) {
            SiteDiagnosis.run(siteConfig(settings), new LinkCheck(reports, SITE_LIMIT));
        }
        if (settings.credentials().hasApiKey()) {
            ApiDiagnosis.run(apiConfig(settings), new LinkCheck(reports, API_LIMIT));
        }
    }

    /** What is known about the site, a fact a line. */
    List<String> knowledge() {
        return knowledge.lines();
    }

    private static ApiConfig apiConfig(Settings settings) {
        return ApiConfig.of(settings.apiBaseUrl(), settings.credentials().apiKey())
                .withProxy(settings.proxy());
    }

    private SiteConfig siteConfig(Settings settings) {
        var credentials = settings.credentials();
        var account = credentials.pB() == null
                ? null
                : new AccountCredentials(
                        credentials.pB(),
                        credentials.pLat(),
                        credentials.formkey(),
                        new BrowserIdentity(
                                credentials.browser().headers(),
                                credentials.browser().cookies()));
        var direct = SiteConfig.of(settings.baseUrl(), account)
                .withProfileOverride(settings.siteProfile())
                .withProxy(settings.proxy())
                .withKnowledge(knowledge);
        return switch (settings.transport()) {
            case DIRECT -> direct;
            case BROWSER -> direct.withTransport(browser(settings));
        };
    }

    private PageTransport browser(Settings settings) {
        var profile = XdgFolder.state(environment).resolve("browser");
        return new PageTransport(new PageTransport.Options(settings.baseUrl(), profile, settings.proxy(), environment));
    }

    /** Another site than poe.com has its own catalogue, if any: that of the real API says nothing about its bots. */
    private static boolean hasCatalogue(Settings settings) {
        return isDefault(Setting.BASE_URL, settings.baseUrl())
                || !isDefault(Setting.API_BASE_URL, settings.apiBaseUrl());
    }

    private static boolean isDefault(Setting setting, URI url) {
        return url.toString().equals(setting.defaultText());
    }
}
