package dev.poemcp.poe.site.diagnosis;

import dev.poemcp.poe.AccountSettings;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.diagnosis.LinkCheck;
import dev.poemcp.poe.diagnosis.LinkCheck.Outcome;
import dev.poemcp.poe.site.SiteClient;
import dev.poemcp.poe.site.config.SiteConfig;
import dev.poemcp.poe.site.page.SitePage;
import dev.poemcp.poe.site.session.SessionSteps;
import dev.poemcp.poe.site.session.WebSite;
import dev.poemcp.poe.site.upload.FormEncoding;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Checks the way to the web site link by link. It sends no message and changes nothing; the realtime channel that it
 * opens is one more of many. Where a link is broken, those that depend on it are reported as not checked, so that the
 * first broken link is the cause.
 */
public final class SiteDiagnosis {
    private static final List<String> LINKS =
            List.of("page", "cloudflare", "sign_in", "formkey", "signature", "queries", "channel", "points");

    private final SiteConfig config;
    private final LinkCheck links;
    private final WebSite site;
    private final SiteClient client;

    private SiteDiagnosis(SiteConfig config, LinkCheck links, WebSite site, SiteClient client) {
        this.config = config;
        this.links = links;
        this.site = site;
        this.client = client;
    }

    /** @param config with credentials of an account */
    public static void run(SiteConfig config, LinkCheck links) {
        links.run(LINKS, () -> {
            var site = new WebSite(config, new FormEncoding(), Clock.systemUTC());
            try (var client = new SiteClient(site)) {
                new SiteDiagnosis(config, links, site, client).run();
            }
        });
    }

    private void run() {
        // Fails at once if the settings cannot be used.
        var steps = site.steps();
        if (config.transport() != null) {
            links.notChecked("connection", "requests go through the user's browser");
        } else if (!new ConnectionLinks(links, config).check()) {
            restNotChecked("there is no connection");
            return;
        }
        Outcome<SitePage> page = links.attempt(() -> home(steps));
        if (!isAnswered(page)) {
            links.report("page", page, unused -> "");
            restNotChecked("the site's page cannot be read");
            return;
        }
        var settings = links.attempt(client.account()::settings);
        links.ok("page", page.success().map(SiteDiagnosis::describe).orElse("the site answers"), page.took());
        if (!reportCloudflare(page, settings) || !reportSignIn(page, settings)) {
            return;
        }
        checkRequests(steps, page.success().orElseThrow(), settings);
    }

    private void checkRequests(SessionSteps steps, SitePage page, Outcome<AccountSettings> settings) {
        boolean gate = false;
        if (GateLinks.isOutage(settings.failure())) {
            links.notChecked("formkey", "the site does not answer requests");
            links.notChecked("signature", "the site does not answer requests");
        } else {
            gate = new GateLinks(links, steps).check(page);
            if (!gate && settings.failure() != null) {
                restNotChecked("the site refuses our requests");
                return;
            }
        }
        boolean answers = new ReadOperations(links, client, site).check(settings);
        if (gate && answers) {
            new ChannelLinks(links, site).check();
        } else {
            links.notChecked("channel", answers ? "the site refuses signed requests" : "the site does not answer");
        }
        settings.success().ifPresentOrElse(this::reportPoints, () -> links.notChecked("points", "no settings"));
    }

    private SitePage home(SessionSteps steps) {
        SitePage page = site.page("/").orElseThrow(() -> unexpected("The address has no home page (HTTP 404)."));
        if (!page.isOfSite()) {
            String title = steps.shown(page.title());
            throw unexpected("What answers is not poe.com's page"
                    + (title.isEmpty() ? "" : ": its title is \"" + title + "\"")
                    + " (" + page.html().length() + " characters, "
                    + page.scripts().size() + " scripts).");
        }
        return page;
    }

    private static PoeException unexpected(String what) {
        return new PoeException(new PoeFailure.UnexpectedResponse(what, Spend.NONE));
    }

    /** Whether the site itself, or what protects it, has answered. */
    private static boolean isAnswered(Outcome<SitePage> page) {
        return page.failure() == null
                || page.failedWith(PoeFailure.Blocked.class)
                || page.failedWith(PoeFailure.AuthExpired.class);
    }

    private static String describe(SitePage page) {
        return page.html().length() / 1024 + " KB, " + page.scripts().size() + " scripts, build "
                + page.buildId().orElse("unknown");
    }

    private boolean reportCloudflare(Outcome<SitePage> page, Outcome<AccountSettings> settings) {
        for (Outcome<?> outcome : List.of(page, settings)) {
            if (outcome.failure() instanceof PoeFailure.Blocked blocked) {
                links.broken("cloudflare", blocked, outcome.took());
                restNotChecked("Cloudflare answers instead of the site");
                return false;
            }
        }
        links.ok("cloudflare", "asks for no browser", Duration.ZERO);
        return true;
    }

    private boolean reportSignIn(Outcome<SitePage> page, Outcome<AccountSettings> settings) {
        for (Outcome<?> outcome : List.of(page, settings)) {
            if (outcome.failure() instanceof PoeFailure.AuthExpired expired) {
                links.broken("sign_in", expired, outcome.took());
                restNotChecked("no one is signed in");
                return false;
            }
        }
        if (settings.failure() == null) {
            links.ok("sign_in", "the site names the account", settings.took());
        } else if (page.success().map(SitePage::showsNoViewer).orElse(false)) {
            links.broken(
                    "sign_in",
                    new PoeFailure.AuthExpired("The site's page shows that no one is signed in."),
                    page.took());
            restNotChecked("no one is signed in");
            return false;
        } else if (page.success().map(SitePage::showsViewer).orElse(false)) {
            links.ok("sign_in", "the page shows the account", page.took());
        } else {
            links.notChecked("sign_in", "neither the page nor the account's settings tell");
        }
        return true;
    }

    private void reportPoints(AccountSettings settings) {
        Long balance = settings.points().balance();
        if (balance == null) {
            links.broken(
                    "points",
                    new PoeFailure.UnexpectedResponse("The account's settings do not say its points.", Spend.NONE),
                    Duration.ZERO);
        } else if (balance <= 0) {
            var resets = settings.points().resetsAt();
            links.broken(
                    "points",
                    new PoeFailure.InsufficientPoints("The account has no points left"
                            + (resets == null ? "." : "; new ones come at " + resets + ".")),
                    Duration.ZERO);
        } else {
            links.ok("points", balance + " points", Duration.ZERO);
        }
    }

    private void restNotChecked(String why) {
        links.restNotChecked(LINKS, why);
    }
}
