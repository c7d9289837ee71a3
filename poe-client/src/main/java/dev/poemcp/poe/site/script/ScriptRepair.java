package dev.poemcp.poe.site.script;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.site.formkey.ScriptSource;
import dev.poemcp.poe.site.negotiation.KnowledgeChange;
import dev.poemcp.poe.site.negotiation.KnowledgeSource;
import dev.poemcp.poe.site.negotiation.QueryRanking;
import dev.poemcp.poe.site.negotiation.QueryRepair;
import dev.poemcp.poe.site.negotiation.SiteKnowledge;
import dev.poemcp.poe.site.page.SitePage;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.profile.SiteProfile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the present ids of operations in the site's own scripts. One thread reads at a time and stops as soon as the
 * operation that is looked for is found; the next one continues there. What was found in passing is kept as well.
 */
public final class ScriptRepair implements QueryRepair {
    private static final Logger log = LoggerFactory.getLogger(ScriptRepair.class);
    /** After this time the site may have another build: its scripts are read again from the start. */
    private static final Duration CRAWL_LIFETIME = Duration.ofMinutes(10);

    private static final Duration MAX_WAIT = Duration.ofSeconds(60);
    private static final int SHOWN_DIGITS = 8;
    private static final int MAX_SHOWN = 6;

    private final SiteProfile profile;
    private final SiteKnowledge knowledge;
    private final QueryRanking queries;
    private final Supplier<SitePage> homePage;
    private final ScriptSource scripts;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Crawl current;
    /** When the last reading from the start began, unless it found what was looked for. */
    private @Nullable Long fruitlessAt;

    /** @param learner of all scripts that the crawl has read */
    private record Crawl(ScriptCrawl scripts, ScriptLearner learner, long startedAt) {}

    public ScriptRepair(
            SiteProfile profile,
            SiteKnowledge knowledge,
            QueryRanking queries,
            Supplier<SitePage> homePage,
            ScriptSource scripts,
            LongSupplier nanoTime) {
        this.profile = profile;
        this.knowledge = knowledge;
        this.queries = queries;
        this.homePage = homePage;
        this.scripts = scripts;
        this.nanoTime = nanoTime;
    }

    /** Takes over what a script contains that was fetched for another purpose. */
    public void learn(String script) {
        var learner = new ScriptLearner(profile);
        learner.script(script);
        takeOver(learner);
    }

    @Override
    public boolean repair(Operation operation, Set<String> tried) {
        if (!queries.isRepairable(operation)) {
            return false;
        }
        acquire();
        try {
            // Another thread may have repaired it meanwhile.
            return queries.hasOther(operation, tried) || search(operation, tried);
        } catch (PoeException failed) {
            if (failed.failure() instanceof PoeFailure.Cancelled) {
                throw failed;
            }
            log.debug("The site's scripts cannot be read: {}", failed.getMessage());
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void acquire() {
        try {
            if (!lock.tryLock(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new PoeException(new PoeFailure.TimedOut(
                        "The site's scripts were not read within " + MAX_WAIT + ".", Spend.NONE));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new PoeException(
                    new PoeFailure.Cancelled("The wait for the site's scripts was interrupted.", Spend.NONE),
                    interrupted);
        }
    }

    private boolean search(Operation operation, Set<String> tried) {
        Crawl crawl = current;
        if (crawl != null && isRecent(crawl.startedAt()) && search(crawl, operation, tried)) {
            return true;
        }
        if (fruitlessAt != null && isRecent(fruitlessAt)) {
            return false;
        }
        // Also if the page cannot be loaded: a site that blocks is not asked at every call.
        long now = nanoTime.getAsLong();
        fruitlessAt = now;
        crawl = new Crawl(new ScriptCrawl(homePage.get(), scripts, nanoTime), new ScriptLearner(profile), now);
        current = crawl;
        boolean found = search(crawl, operation, tried);
        if (found) {
            fruitlessAt = null;
        } else {
            log.debug("The site's scripts have no new id of {}", operation.key());
        }
        return found;
    }

    private boolean isRecent(long nanos) {
        return nanoTime.getAsLong() - nanos < CRAWL_LIFETIME.toNanos();
    }

    private boolean search(Crawl crawl, Operation operation, Set<String> tried) {
        while (!crawl.learner().has(operation, tried)) {
            Optional<String> script = crawl.scripts().next();
            if (script.isEmpty()) {
                break;
            }
            crawl.learner().script(script.get());
        }
        takeOver(crawl.learner());
        return queries.hasOther(operation, tried);
    }

    private void takeOver(ScriptLearner learner) {
        var learned = learner.learned(queries::isUnknown);
        List<KnowledgeChange> changes = knowledge.learn(learned, KnowledgeSource.SCRIPTS).stream()
                .filter(change -> change.before() != null)
                .toList();
        learned.notes().forEach(log::debug);
        if (!changes.isEmpty()) {
            log.warn(
                    "poe.com has new ids for {}{}, found in its scripts; they are used from now on.",
                    changes.stream().limit(MAX_SHOWN).map(ScriptRepair::shown).collect(Collectors.joining(", ")),
                    changes.size() > MAX_SHOWN ? " and " + (changes.size() - MAX_SHOWN) + " more" : "");
        }
    }

    private static String shown(KnowledgeChange change) {
        return change.detail() + " (" + prefix(String.valueOf(change.before())) + " → " + prefix(change.after()) + ")";
    }

    private static String prefix(String hash) {
        return hash.length() > SHOWN_DIGITS ? hash.substring(0, SHOWN_DIGITS) + "…" : hash;
    }
}
