package dev.poemcp.poe.site.negotiation;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.site.formkey.AppScript;
import dev.poemcp.poe.site.formkey.FormkeyFinder;
import dev.poemcp.poe.site.formkey.ScriptSource;
import dev.poemcp.poe.site.page.HomePage;
import dev.poemcp.poe.site.page.SitePage;
import dev.poemcp.poe.site.profile.FormkeyRecipe;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds a formkey that the site accepts: the user's or one in the home page. */
final class FormkeySearch {
    private static final Logger log = LoggerFactory.getLogger(FormkeySearch.class);

    private final @Nullable Secret configured;
    private final HomePage homePage;
    private final ScriptSource scripts;
    private final FormkeyFinder finder;
    private final FormkeyRecipe newest;
    private final GateFacts facts;
    private final AtomicReference<@Nullable PageScripts> latest = new AtomicReference<>();

    /** The app script of a page, downloaded at most once for all searches in the page. */
    private record PageScripts(SitePage page, AppScript app) {}

    /** @param recipes of all builds, newest first */
    FormkeySearch(
            @Nullable Secret configured,
            HomePage homePage,
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

    /** Whether the home page is loaded or being loaded, so that its key costs no request. */
    boolean hasPage() {
        return homePage.isAtHand();
    }

    void releasePage() {
        homePage.release();
        latest.set(null);
    }

    /**
     * Tries keys until one is accepted.
     *
     * @param first gets the likeliest key, before any script is read; empty if it is refused
     * @param trial gets a key and the site's revision, which may be null; empty if the key is refused
     * @throws PoeException {@link PoeFailure.AuthExpired}, {@link PoeFailure.FormkeyUnavailable}, failures to read the
     *     page, and what the trials throw
     */
    <T> T search(
            Function<PageKeys.Candidate, Optional<T>> first, BiFunction<Secret, @Nullable String, Optional<T>> trial) {
        boolean reused = homePage.isLoaded();
        PageKeys keys;
        try {
            keys = keys(homePage.get());
        } catch (PoeException failed) {
            return withoutPage(failed, trial);
        }
        Optional<T> accepted = keys.likeliest().flatMap(first).or(() -> keys.search(trial));
        if (accepted.isPresent()) {
            return accepted.get();
        }
        if (!reused) {
            throw new PoeException(keys.notFound());
        }
        // The key may have changed since another request read the page.
        PageKeys renewed = keys(homePage.reload());
        return renewed.search(trial).orElseThrow(() -> new PoeException(renewed.notFound()));
    }

    private PageKeys keys(SitePage page) {
        PageScripts shared = latest.updateAndGet(known ->
                known != null && known.page() == page ? known : new PageScripts(page, new AppScript(page, scripts)));
        return new PageKeys(page, shared.app(), finder, newest, configured, facts);
    }

    /** With a configured formkey the page is not needed. */
    private <T> T withoutPage(PoeException failed, BiFunction<Secret, @Nullable String, Optional<T>> trial) {
        PoeFailure failure = failed.failure();
        if (configured == null || failure instanceof PoeFailure.Cancelled) {
            throw failed;
        }
        log.debug("The home page cannot be read: {}", failure.what());
        return trial.apply(configured, null).orElseThrow(() -> new PoeException(refusedWithoutPage(failure)));
    }

    private static PoeFailure refusedWithoutPage(PoeFailure failure) {
        return failure instanceof PoeFailure.AuthExpired || failure instanceof PoeFailure.Blocked
                ? failure
                : new PoeFailure.FormkeyUnavailable(
                        "poe.com refuses the configured formkey, and its page cannot be read: " + failure.what());
    }
}
