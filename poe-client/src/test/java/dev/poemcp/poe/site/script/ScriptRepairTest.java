package dev.poemcp.poe.site.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.site.SettableClock;
import dev.poemcp.poe.site.negotiation.SiteKnowledge;
import dev.poemcp.poe.site.negotiation.SiteNegotiation;
import dev.poemcp.poe.site.page.SitePage;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.profile.ProfileException;
import dev.poemcp.poe.site.profile.SiteProfile;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ScriptRepairTest {
    private static final String ID = "3".repeat(64);

    private final SiteProfile profile = profile();
    private final AtomicLong nanos = new AtomicLong(1);
    private final AtomicInteger pages = new AtomicInteger();
    private String script = "";

    @Test
    void operationInScripts_isRepairedOnce() {
        var repair = repair(() -> ScriptCrawlTest.page("a.js"));
        script = artifact(Operation.ACCOUNT_SETTINGS) + artifact(Operation.CHAT_HISTORY);

        assertTrue(repair.repair(Operation.ACCOUNT_SETTINGS, Set.of()));
        assertTrue(repair.repair(Operation.CHAT_HISTORY, Set.of()), "found in passing");
        assertFalse(repair.repair(Operation.CHAT_HISTORY, Set.of(ID)), "the new id was refused, too");
        assertEquals(2, pages.get(), "the scripts are read again only for the refused id");
    }

    @Test
    void fruitlessSearch_isNotRepeatedForTenMinutesByAnyOperation() {
        var repair = repair(() -> ScriptCrawlTest.page("a.js"));

        for (Operation operation : Operation.values()) {
            assertFalse(repair.repair(operation, Set.of()));
        }
        assertEquals(1, pages.get());

        nanos.addAndGet(Duration.ofMinutes(11).toNanos());
        script = artifact(Operation.ACCOUNT_SETTINGS);
        assertTrue(repair.repair(Operation.ACCOUNT_SETTINGS, Set.of()));
        assertEquals(2, pages.get());
    }

    @Test
    void blockedPage_isNotAskedAtEveryCall() {
        var repair = repair(() -> {
            throw new PoeException(new PoeFailure.TimedOut("blocked", Spend.NONE));
        });

        assertFalse(repair.repair(Operation.ACCOUNT_SETTINGS, Set.of()));
        assertFalse(repair.repair(Operation.CHAT_HISTORY, Set.of()));
        assertEquals(1, pages.get());
    }

    private ScriptRepair repair(Supplier<SitePage> page) {
        var knowledge = SiteKnowledge.inMemory(new SettableClock());
        return new ScriptRepair(
                profile,
                knowledge,
                new SiteNegotiation(profile, knowledge).queries(),
                () -> {
                    pages.incrementAndGet();
                    return page.get();
                },
                source -> Optional.of(script),
                nanos::get);
    }

    private String artifact(Operation operation) {
        return "x={params:{id:\"" + ID + "\",name:\""
                + profile.builds().get(0).queries(operation).get(0).name() + "\"}};";
    }

    private static SiteProfile profile() {
        try {
            return SiteProfile.load(null);
        } catch (ProfileException invalid) {
            throw new AssertionError(invalid);
        }
    }
}
