package dev.poemcp.poe.site.session;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.site.config.AccountCredentials;
import dev.poemcp.poe.site.config.SiteConfig;
import dev.poemcp.poe.site.http.Http;
import dev.poemcp.poe.site.http.MultipartEncoding;
import dev.poemcp.poe.site.http.Workers;
import dev.poemcp.poe.site.profile.ProfileException;
import dev.poemcp.poe.site.profile.SiteProfile;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** What a configured session is made of. */
record SiteParts(
        SiteProfile profile,
        GraphqlRequests requests,
        AnswerReader reader,
        Exchanges exchanges,
        Pages pages,
        ReadRetry retry,
        Session session,
        Graphql graphql) {
    /** @throws PoeException {@link PoeFailure.NotConfigured} for missing or impossible settings */
    static SiteParts assemble(SiteConfig config, Http http, MultipartEncoding multipart, Clock clock) {
        var account = checked(config.credentials());
        var profile = profile(config);
        var limits = config.limits();
        var redaction = new Redaction(account);
        var requests = new GraphqlRequests(config.baseUrl(), multipart);
        var reader = new AnswerReader(redaction, clock);
        var exchanges = new Exchanges(http, requests, reader);
        var pages = new Pages(exchanges, requests, reader, profile.builds().get(0), limits.answer());
        var retry = new ReadRetry(
                limits.firstBackOff(),
                ReadRetry.Pause.SYSTEM,
                () -> ThreadLocalRandom.current().nextDouble());
        var settling = new Settling(profile, account, exchanges, pages, redaction, retry, limits.answer());
        var session = new Session(settling, Workers.named("poe-settling"));
        return new SiteParts(
                profile,
                requests,
                reader,
                exchanges,
                pages,
                retry,
                session,
                new Graphql(profile, session, exchanges, retry));
    }

    private static SiteProfile profile(SiteConfig config) {
        try {
            return SiteProfile.load(config.profileOverride());
        } catch (ProfileException unusable) {
            throw new PoeException(
                    new PoeFailure.NotConfigured(String.valueOf(unusable.getMessage()), "POE_SITE_PROFILE"), unusable);
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

    /** What no header can carry would otherwise end in an exception that quotes it. */
    private static void check(@Nullable Secret secret, String setting) {
        if (secret != null && !secret.reveal().chars().allMatch(c -> c > ' ' && c < 0x7f && c != ';')) {
            throw new PoeException(new PoeFailure.NotConfigured(
                    "What " + setting
                            + " holds cannot be a cookie or key: it has spaces or other odd characters. Copy it again.",
                    setting));
        }
    }
}
