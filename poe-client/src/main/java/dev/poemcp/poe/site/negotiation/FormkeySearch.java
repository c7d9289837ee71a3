package dev.poemcp.poe.site.negotiation;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.site.formkey.AppScript;
import dev.poemcp.poe.site.formkey.FormkeyFinder;
import dev.poemcp.poe.site.formkey.ScriptSource;
import dev.poemcp.poe.site.page.SitePage;
import dev.poemcp.poe.site.profile.FormkeyRecipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds a formkey that the site accepts: the user's or one in the home page. */
final class FormkeySearch {
    private static final Logger log = LoggerFactory.getLogger(FormkeySearch.class);

    private final @Nullable Secret configured;
    private final Supplier<SitePage> homePage;
    private final ScriptSource scripts;
    private final FormkeyFinder finder;
    private final FormkeyRecipe newest;
    private final GateFacts facts;

    /** @param recipes of all builds, newest first */
    FormkeySearch(
            @Nullable Secret configured,
            Supplier<SitePage> homePage,
            ScriptSource scripts,
            List<FormkeyRecipe> recipes,
            GateFacts facts) {
        this.configured = configured == null ? null : Gate.cut(configured);
        this.homePage = homePage;
        this.scripts = scripts;
        this.finder = new FormkeyFinder(recipes);
        this.newest = recipes.get(0);
        this.facts = facts;
    }

    @Nullable
    Secret configured() {
        return configured;
    }

    /**
     * Tries keys until one is accepted.
     *
     * @param trial gets a key and the site's revision, which may be null; empty if the key is refused
     * @throws PoeException {@link PoeFailure.AuthExpired}, {@link PoeFailure.FormkeyUnavailable}, failures to read the
     *     page, and what the trial throws
     */
    <T> T search(BiFunction<Secret, @Nullable String, Optional<T>> trial) {
        HomePage home = readHomePage();
        SitePage page = home.page();
        AppScript app = new AppScript(page == null ? new SitePage("") : page, scripts);
        String revision = page == null ? null : revision(page, app);
        if (configured != null) {
            Optional<T> accepted = trial.apply(configured, revision);
            if (accepted.isPresent()) {
                return accepted.get();
            }
        }
        if (page == null) {
            throw new PoeException(withoutPage(home.failure()));
        }
        FormkeyFinder.Search<T> search = finder.search(page, app, facts.keySource(), key -> trial.apply(key, revision));
        if (search.source() != null) {
            facts.keySource(search.source());
        }
        return search.accepted().orElseThrow(() -> new PoeException(notFound(page, search.tried())));
    }

    private PoeFailure notFound(SitePage page, List<String> tried) {
        if (page.showsNoViewer()) {
            return new PoeFailure.AuthExpired(
                    "poe.com refuses our requests, and its page shows that no one is signed in: the session cookie is"
                            + " wrong or has expired.");
        }
        List<String> all = new ArrayList<>(tried);
        if (configured != null) {
            all.add(0, "the configured formkey (refused)");
        }
        return new PoeFailure.FormkeyUnavailable(
                "No formkey that poe.com accepts was found; tried: " + String.join(", ", all) + ".");
    }

    private record HomePage(
            @Nullable SitePage page, @Nullable PoeFailure failure) {}

    private HomePage readHomePage() {
        try {
            return new HomePage(homePage.get(), null);
        } catch (PoeException failed) {
            // With a configured formkey the page is not needed.
            if (configured == null || failed.failure() instanceof PoeFailure.Cancelled) {
                throw failed;
            }
            log.debug("The home page cannot be read: {}", failed.failure().what());
            return new HomePage(null, failed.failure());
        }
    }

    private static PoeFailure withoutPage(@Nullable PoeFailure failure) {
        if (failure instanceof PoeFailure.AuthExpired || failure instanceof PoeFailure.Blocked) {
            return failure;
        }
        return new PoeFailure.FormkeyUnavailable("poe.com refuses the configured formkey, and its page cannot be read"
                + (failure == null ? "." : ": " + failure.what()));
    }

    private @Nullable String revision(SitePage page, AppScript app) {
        var inPage = newest.revision().matcher(page.html());
        return inPage.find()
                ? inPage.group(1)
                : app.revision(newest.revision()).or(page::buildId).orElse(null);
    }
}
