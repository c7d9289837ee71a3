package dev.poemcp.poe.site.session;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.site.config.AccountCredentials;
import dev.poemcp.poe.site.formkey.AppScript;
import dev.poemcp.poe.site.formkey.FormkeyFinder;
import dev.poemcp.poe.site.page.SitePage;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.profile.Query;
import dev.poemcp.poe.site.profile.SiteBuild;
import dev.poemcp.poe.site.profile.SiteProfile;
import dev.poemcp.poe.site.profile.TagRecipe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out how to talk to the site: which formkey it accepts, which signature, which build's queries. Only a signed
 * read of the account's settings can tell, and that is all that is ever sent for it.
 */
final class Settling {
    private static final Logger LOG = LoggerFactory.getLogger(Settling.class);

    private final SiteProfile profile;
    private final AccountCredentials account;
    private final Exchanges exchanges;
    private final Pages pages;
    private final Redaction redaction;
    private final ReadRetry retry;
    private final Duration limit;
    private final FormkeyFinder finder;

    Settling(
            SiteProfile profile,
            AccountCredentials account,
            Exchanges exchanges,
            Pages pages,
            Redaction redaction,
            ReadRetry retry,
            Duration limit) {
        this.profile = profile;
        this.account = account;
        this.exchanges = exchanges;
        this.pages = pages;
        this.redaction = redaction;
        this.retry = retry;
        this.limit = limit;
        this.finder = new FormkeyFinder(
                profile.builds().stream().map(SiteBuild::formkey).toList());
    }

    /** Whether what once worked still does. */
    boolean stillHolds(Settled settled) {
        return probe(settled) instanceof Outcome.Data;
    }

    /**
     * @throws PoeException {@link PoeFailure.AuthExpired}, {@link PoeFailure.FormkeyUnavailable},
     *     {@link PoeFailure.QueryOutdated}, or whatever kept the site from answering
     */
    Settled settle() {
        var home = home();
        var page = home.page();
        var app = new AppScript(page == null ? new SitePage("") : page, pages);
        var revision = page == null ? null : revision(page, app);
        var trials = new Trials(revision);
        var configured = account.formkey();
        if (configured != null) {
            var formkey = cut(configured);
            var accepted = trials.asBuilt(formkey).or(() -> trials.mixed(formkey));
            if (accepted.isPresent()) {
                return accepted.get();
            }
        }
        if (page == null) {
            throw new PoeException(withoutPage(configured != null, home.failure()));
        }
        var search = finder.search(page, app, trials::asBuilt);
        var accepted = search.accepted()
                .or(() -> finder.search(page, app, trials::mixed).accepted());
        if (accepted.isPresent()) {
            return accepted.get();
        }
        trials.outdated().ifPresent(query -> {
            throw new PoeException(new PoeFailure.QueryOutdated(query.name(), query.hash()));
        });
        var tried = new ArrayList<>(search.tried());
        if (configured != null) {
            tried.add(0, "the configured formkey (refused)");
        }
        throw new PoeException(new PoeFailure.FormkeyUnavailable(
                "No formkey that poe.com accepts could be had; tried: " + String.join(", ", tried) + "."));
    }

    private record Home(@Nullable SitePage page, @Nullable PoeFailure failure) {}

    private Home home() {
        try {
            return new Home(retry.repeat(() -> pages.home()), null);
        } catch (PoeException unreadable) {
            // With a formkey at hand the page is not needed; the signed read will tell whether we are signed in.
            if (account.formkey() == null || unreadable.failure() instanceof PoeFailure.Cancelled) {
                throw unreadable;
            }
            LOG.debug("The home page cannot be read: {}", unreadable.failure().what());
            return new Home(null, unreadable.failure());
        }
    }

    private static PoeFailure withoutPage(boolean configured, @Nullable PoeFailure why) {
        if (why instanceof PoeFailure.AuthExpired || !configured) {
            return why == null ? new PoeFailure.FormkeyUnavailable("poe.com showed no page.") : why;
        }
        return new PoeFailure.FormkeyUnavailable("poe.com refuses the configured formkey, and its page cannot be read: "
                + (why == null ? "" : why.what()));
    }

    private @Nullable String revision(SitePage page, AppScript app) {
        var recipe = profile.builds().get(0).formkey();
        var inPage = recipe.revision().matcher(page.html());
        return inPage.find()
                ? inPage.group(1)
                : app.revision(recipe.revision()).or(page::buildId).orElse(null);
    }

    private static Secret cut(Secret formkey) {
        var text = formkey.reveal().strip();
        return new Secret(text.length() > 32 ? text.substring(0, 32) : text);
    }

    private Outcome probe(Settled settled) {
        var queries = settled.build().queries(Operation.ACCOUNT_SETTINGS);
        return queries.isEmpty() ? new Outcome.UnknownQuery() : probe(settled, queries.get(0));
    }

    /** @throws PoeException for what is neither a refusal nor an unknown query */
    private Outcome probe(Settled settled, Query query) {
        return retry.repeat(() -> {
            var outcome = exchanges.graphql(settled, Operation.ACCOUNT_SETTINGS, query, Map.of(), List.of(), limit);
            if (outcome instanceof Outcome.Failed failed) {
                throw new PoeException(failed.failure());
            }
            if (outcome instanceof Outcome.Data data
                    && !data.data().path("viewer").isObject()) {
                throw new PoeException(new PoeFailure.AuthExpired(AnswerReader.SIGNED_OUT));
            }
            return outcome;
        });
    }

    /** Puts formkeys on trial. */
    private final class Trials {
        private final @Nullable String revision;
        /** Queries that were unknown, by key and signature. */
        private final Map<Signature, Query> unknown = new LinkedHashMap<>();

        private final Set<Signature> refused = new HashSet<>();

        private record Signature(Secret formkey, TagRecipe tag) {}

        Trials(@Nullable String revision) {
            this.revision = revision;
        }

        /** With each build and its own signature. */
        Optional<Settled> asBuilt(Secret formkey) {
            redaction.hide(formkey);
            return firstThatHolds(profile.builds().stream()
                    .map(build -> new Settled(build, build.tag(), formkey, revision))
                    .toList());
        }

        /** With each build and the others' signatures, for a site between two builds. */
        Optional<Settled> mixed(Secret formkey) {
            List<Settled> ways = new ArrayList<>();
            for (var tag :
                    profile.builds().stream().map(SiteBuild::tag).distinct().toList()) {
                profile.builds().stream()
                        .filter(build -> !build.tag().equals(tag))
                        .forEach(build -> ways.add(new Settled(build, tag, formkey, revision)));
            }
            return firstThatHolds(ways);
        }

        private Optional<Settled> firstThatHolds(List<Settled> ways) {
            for (var way : ways) {
                var signature = new Signature(way.formkey(), way.tag());
                var outcome = probe(way);
                if (outcome instanceof Outcome.Data) {
                    LOG.debug(
                            "Settled on build {} with the signature {}",
                            way.build().name(),
                            describe(way.tag()));
                    return Optional.of(way);
                }
                if (outcome instanceof Outcome.Refused) {
                    refused.add(signature);
                } else {
                    way.build()
                            .queries(Operation.ACCOUNT_SETTINGS)
                            .forEach(query -> unknown.putIfAbsent(signature, query));
                }
            }
            return Optional.empty();
        }

        /** A query that the site did not know although it refused nothing else about the request. */
        Optional<Query> outdated() {
            return unknown.entrySet().stream()
                    .filter(entry -> !refused.contains(entry.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst();
        }

        private static String describe(TagRecipe tag) {
            return tag.swap().isEmpty() ? "unchanged" : "with positions " + tag.swap() + " exchanged";
        }
    }
}
