package dev.poemcp.poe.site.negotiation;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.site.formkey.AppScript;
import dev.poemcp.poe.site.formkey.FormkeyFinder;
import dev.poemcp.poe.site.page.SitePage;
import dev.poemcp.poe.site.profile.FormkeyRecipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The formkeys to try with one home page: the user's and those in it, with the revision that the site names. The app
 * script is read only if the page does not suffice.
 */
final class PageKeys {
    private final SitePage page;
    private final AppScript app;
    private final FormkeyFinder finder;
    private final FormkeyRecipe newest;
    private final @Nullable Secret configured;
    private final GateFacts facts;
    private final List<String> tried = new ArrayList<>();

    /** @param newest of the recipes, for the revision */
    PageKeys(
            SitePage page,
            AppScript app,
            FormkeyFinder finder,
            FormkeyRecipe newest,
            @Nullable Secret configured,
            GateFacts facts) {
        this.page = page;
        this.app = app;
        this.finder = finder;
        this.newest = newest;
        this.configured = configured;
        this.facts = facts;
    }

    /** @param revision the site's id of its build; null if unknown */
    record Candidate(Secret key, @Nullable String revision) {}

    /** The candidate that is most likely right, if it can be told without running a script. */
    Optional<Candidate> likeliest() {
        Optional<Secret> key = configured != null
                ? Optional.of(configured)
                : facts.keySource() == FormkeyFinder.KeySource.POSITIONS ? finder.likeliest(page) : Optional.empty();
        return key.map(
                secret -> new Candidate(secret, facts.revisionIsInScript() ? revision() : inPage().orElse(null)));
    }

    /**
     * Tries the keys until one is accepted.
     *
     * @param trial gets a key and the revision, which may be null; empty if the key is refused
     * @throws PoeException what the trial throws
     */
    <T> Optional<T> search(BiFunction<Secret, @Nullable String, Optional<T>> trial) {
        String revision = revision();
        tried.clear();
        if (configured != null) {
            Optional<T> accepted = trial.apply(configured, revision);
            if (accepted.isPresent()) {
                return accepted;
            }
            tried.add("the configured formkey (refused)");
        }
        FormkeyFinder.Search<T> search = finder.search(page, app, facts.keySource(), key -> trial.apply(key, revision));
        if (search.source() != null) {
            facts.keySource(search.source());
        }
        tried.addAll(search.tried());
        return search.accepted();
    }

    /** Why {@link #search} found none. */
    PoeFailure notFound() {
        if (page.showsNoViewer()) {
            return new PoeFailure.AuthExpired(
                    "poe.com refuses our requests, and its page shows that no one is signed in: the session cookie is"
                            + " wrong or has expired.");
        }
        return new PoeFailure.FormkeyUnavailable(
                "No formkey that poe.com accepts was found; tried: " + String.join(", ", tried) + ".");
    }

    private @Nullable String revision() {
        return named().or(() -> app.revision(newest.revision()))
                .or(page::buildId)
                .orElse(null);
    }

    private Optional<String> inPage() {
        return named().or(page::buildId);
    }

    /** The revision in the page's own scripts. */
    private Optional<String> named() {
        var inPage = newest.revision().matcher(page.html());
        return inPage.find() ? Optional.of(inPage.group(1)) : Optional.empty();
    }
}
