package dev.poemcp.poe.site.session;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.http.Http;
import dev.poemcp.poe.site.config.AccountCredentials;
import dev.poemcp.poe.site.config.SiteConfig;
import dev.poemcp.poe.site.formkey.ScriptSource;
import dev.poemcp.poe.site.graphql.GraphqlClient;
import dev.poemcp.poe.site.graphql.GraphqlExchange;
import dev.poemcp.poe.site.graphql.GraphqlRequest;
import dev.poemcp.poe.site.graphql.GraphqlRequestBuilder;
import dev.poemcp.poe.site.graphql.QueryAttempt;
import dev.poemcp.poe.site.graphql.ReadRetry;
import dev.poemcp.poe.site.graphql.Redaction;
import dev.poemcp.poe.site.graphql.ResponseClassifier;
import dev.poemcp.poe.site.graphql.SettingsProbe;
import dev.poemcp.poe.site.graphql.SubscribeRepair;
import dev.poemcp.poe.site.graphql.SubscriptionProbe;
import dev.poemcp.poe.site.http.MultipartEncoding;
import dev.poemcp.poe.site.json.JsonFields;
import dev.poemcp.poe.site.negotiation.GateNegotiation;
import dev.poemcp.poe.site.negotiation.SiteNegotiation;
import dev.poemcp.poe.site.page.HomePage;
import dev.poemcp.poe.site.profile.ProfileException;
import dev.poemcp.poe.site.profile.SiteProfile;
import dev.poemcp.poe.site.script.ScriptRepair;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The components of a configured session. */
record SessionComponents(
        SiteNegotiation negotiation,
        GateNegotiation gates,
        GraphqlRequestBuilder requests,
        ResponseClassifier classifier,
        GraphqlExchange exchange,
        SitePages pages,
        HomePage homePage,
        ReadRetry retry,
        ChannelLookup channels,
        GraphqlClient graphql) {
    /** @throws PoeException {@link PoeFailure.NotConfigured} for missing or invalid settings */
    static SessionComponents assemble(
            SiteConfig config, Http http, MultipartEncoding multipart, Executor workers, Clock clock) {
        var transport = config.transport();
        if (transport != null) {
            transport.requireUsable();
        }
        var account = checked(config.credentials());
        var profile = profile(config);
        var limit = config.limits().answer();
        var redaction = new Redaction(account);
        var requests = new GraphqlRequestBuilder(
                config.baseUrl(),
                account.browser().headersInsteadOf(profile.builds().get(0).browser()),
                multipart);
        var classifier = new ResponseClassifier(redaction, clock, transport != null);
        var exchange = new GraphqlExchange(http, requests, classifier);
        var pages = new SitePages(exchange, requests, classifier, limit);
        var retry = new ReadRetry(
                config.limits().firstBackOff(),
                ReadRetry.Pause.SYSTEM,
                () -> ThreadLocalRandom.current().nextDouble());
        var negotiation = new SiteNegotiation(profile, config.knowledge());
        var channelSource = negotiation.channelSource();
        var homePage = new HomePage(
                () -> retry.repeat(pages::home),
                page -> channelSource.seen(page.channelData().isPresent()),
                workers,
                System::nanoTime);
        var channels = new ChannelLookup(requests, pages, homePage, channelSource, classifier, retry);
        Function<GraphqlRequest, QueryAttempt> probes = request -> QueryAttempt.probe(
                exchange, negotiation.queries(), negotiation.uploads().preferred(), request);
        var probe = new SubscriptionProbe(
                () -> channels.settings(null, data -> Optional.ofNullable(JsonFields.text(data.path("channel")))),
                negotiation.subscriptions()::likeliest,
                probes,
                limit);
        var repair = new ScriptRepair(
                profile,
                config.knowledge(),
                negotiation.queries(),
                () -> retry.repeat(pages::home),
                pages,
                System::nanoTime);
        ScriptSource learningScripts = source -> {
            var script = pages.script(source);
            script.ifPresent(repair::learn);
            return script;
        };
        var gates = negotiation.newGateNegotiation(
                new SiteNegotiation.FormkeyInputs(account.formkey(), homePage, learningScripts, redaction::hide, clock),
                new SettingsProbe(probes, limit),
                probe);
        var graphql = new GraphqlClient(
                gates,
                negotiation.queries(),
                negotiation.uploads(),
                exchange,
                retry,
                new SubscribeRepair(repair, negotiation.queries(), negotiation.subscriptions()),
                limit);
        return new SessionComponents(
                negotiation, gates, requests, classifier, exchange, pages, homePage, retry, channels, graphql);
    }

    /** Starts to load what the first write will need. Returns at once. */
    void prepare() {
        if (gates.needsPage()) {
            homePage.prefetch();
        }
    }

    private static SiteProfile profile(SiteConfig config) {
        try {
            return SiteProfile.load(config.profileOverride());
        } catch (ProfileException invalid) {
            throw new PoeException(
                    new PoeFailure.NotConfigured(String.valueOf(invalid.getMessage()), "POE_SITE_PROFILE"), invalid);
        }
    }

    private static AccountCredentials checked(@Nullable AccountCredentials account) {
        if (account == null || account.pB().reveal().isBlank()) {
            throw new PoeException(new PoeFailure.NotConfigured(
                    "No session cookie of poe.com is configured, so its account cannot be asked.", "POE_P_B"));
        }
        check(account.pB(), "POE_P_B");
        check(account.pLat(), "POE_P_LAT");
        check(account.formkey(), "POE_FORMKEY");
        return account;
    }

    /** OkHttp would quote an invalid header value in its exception. */
    private static void check(@Nullable Secret secret, String setting) {
        if (secret != null && !secret.reveal().chars().allMatch(c -> c > ' ' && c < 0x7f && c != ';')) {
            throw new PoeException(new PoeFailure.NotConfigured(
                    "What " + setting
                            + " holds cannot be a cookie or key: it has spaces or other odd characters. Copy it again.",
                    setting));
        }
    }
}
