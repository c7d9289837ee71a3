package dev.poemcp.poe.site.negotiation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.site.SettableClock;
import dev.poemcp.poe.site.negotiation.GateNegotiation.Attempt;
import dev.poemcp.poe.site.negotiation.GateNegotiation.Need;
import dev.poemcp.poe.site.page.HomePage;
import dev.poemcp.poe.site.page.SitePage;
import dev.poemcp.poe.site.profile.ProfileException;
import dev.poemcp.poe.site.profile.SiteProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The site is a predicate of the gates that it accepts, for reads and for writes. */
@Timeout(60)
class GateNegotiationTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final String OTHER = "fedcba9876543210fedcba9876543210";

    private final SettableClock clock = new SettableClock();
    private final SiteProfile profile = profile();
    private final SiteKnowledge knowledge = SiteKnowledge.inMemory(clock);
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger pages = new AtomicInteger();
    private volatile String keyInPage = KEY;
    private volatile String revision = "a".repeat(40);
    private volatile Predicate<Gate> reads = gate -> true;
    private volatile Predicate<Gate> writes = gate -> isKey(gate, KEY);
    private final GateNegotiation gates = negotiation(null);

    private GateNegotiation negotiation(@Nullable Secret configured) {
        return new SiteNegotiation(profile, knowledge)
                .newGateNegotiation(
                        new SiteNegotiation.FormkeyInputs(
                                configured,
                                new HomePage(this::page, page -> {}, Runnable::run, System::nanoTime),
                                source -> Optional.empty(),
                                secret -> {},
                                clock),
                        request("readProbe", Need.READ),
                        request("writeProbe", Need.WRITE));
    }

    private SitePage page() {
        pages.incrementAndGet();
        return new SitePage("<script>var x={\"poe-revision\":\"" + revision + "\"};(function(){window.zzTop=function(){"
                + "return window.k};window.k=\"" + keyInPage + "\"})()</script>");
    }

    private Attempt<Object> request(String name, Need need) {
        return new Attempt<>() {
            @Override
            public Optional<Object> tryWith(Gate gate) {
                requests.add(name);
                boolean passes = need == Need.READ ? reads.test(gate) : writes.test(gate);
                return passes ? Optional.of(name + " answered") : Optional.empty();
            }

            @Override
            public boolean proves(Object result) {
                return true;
            }
        };
    }

    private static boolean isKey(Gate gate, String key) {
        return gate.formkey() != null && gate.formkey().reveal().equals(key);
    }

    @Test
    void lenientReads_proveNoKeyForWrites() {
        keyInPage = OTHER;

        gates.run(Need.READ, request("read", Need.READ));

        assertThrows(PoeException.class, gates::verifiedGate);
        assertEquals(
                "read answered", gates.run(Need.READ, request("read", Need.READ)), "reads continue without a formkey");
    }

    @Test
    void readRefusedForOtherReason_doesNotRequireFormkey() {
        Attempt<Object> forbidden = new Attempt<>() {
            @Override
            public Optional<Object> tryWith(Gate gate) {
                return Optional.empty();
            }

            @Override
            public boolean proves(Object result) {
                return true;
            }
        };

        var failure = assertThrows(PoeException.class, () -> gates.run(Need.READ, forbidden));
        int searched = pages.get();
        gates.run(Need.READ, request("read", Need.READ));

        assertInstanceOf(PoeFailure.UnexpectedResponse.class, failure.failure());
        assertEquals(searched, pages.get(), "the next read needed the page");
        assertTrue(knowledge.get("readsNeedFormkey").isEmpty());
    }

    @Test
    void strictSite_signedReadProvesKeyForWrites() {
        reads = gate -> isKey(gate, KEY);

        gates.run(Need.READ, request("read", Need.READ));
        requests.clear();
        Gate gate = gates.verifiedGate();

        assertTrue(isKey(gate, KEY));
        assertEquals(List.of(), requests);
    }

    @Test
    void missingKeyOnFormerlyStrictSite_triesReadWithoutKey() {
        reads = gate -> isKey(gate, KEY);
        gates.run(Need.READ, request("read", Need.READ));
        reads = gate -> gate.formkey() == null;
        keyInPage = "none";

        var restarted = negotiation(null);

        assertEquals("read answered", restarted.run(Need.READ, request("read", Need.READ)));
    }

    @Test
    void newRevisionOnly_isSameGate() {
        Gate refused = gates.verifiedGate();
        revision = "b".repeat(40);
        writes = gate -> false;
        assertThrows(PoeException.class, () -> gates.afterRefusal(refused));
        clock.advance(Duration.ofSeconds(61));
        writes = gate -> isKey(gate, KEY);
        gates.verifiedGate();

        assertEquals(Optional.empty(), gates.afterRefusal(refused));
    }

    @Test
    void otherKeyInPage_isAnotherGate() {
        Gate refused = gates.verifiedGate();
        keyInPage = OTHER;
        writes = gate -> isKey(gate, OTHER);

        Gate other = gates.afterRefusal(refused).orElseThrow();

        assertTrue(isKey(other, OTHER));
    }

    @Test
    void transientRefusal_keepsKey() {
        gates.verifiedGate();
        // The request, its probe, and one probe for each of the five other ways to sign.
        var refusals = new AtomicInteger(7);
        writes = gate -> refusals.getAndDecrement() <= 0 && isKey(gate, KEY);

        assertEquals("write answered", gates.run(Need.WRITE, request("write", Need.WRITE)));
    }

    @Test
    void failedSearchForWrites_keepsReadsWorking() {
        keyInPage = "none";

        var failure = assertThrows(PoeException.class, gates::verifiedGate);

        assertInstanceOf(PoeFailure.FormkeyUnavailable.class, failure.failure());
        assertEquals("read answered", gates.run(Need.READ, request("read", Need.READ)));
    }

    @Test
    void failureOfOneCaller_doesNotAffectOthers() throws Exception {
        var started = new CountDownLatch(1);
        var proceed = new CountDownLatch(1);
        Attempt<Object> blocking = new Attempt<>() {
            @Override
            public Optional<Object> tryWith(Gate gate) {
                started.countDown();
                try {
                    assertTrue(proceed.await(30, TimeUnit.SECONDS));
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
                throw new PoeException(new PoeFailure.UnexpectedResponse("odd", Spend.NONE));
            }

            @Override
            public boolean proves(Object result) {
                return true;
            }
        };
        var first = CompletableFuture.runAsync(() -> gates.run(Need.READ, blocking));
        assertTrue(started.await(30, TimeUnit.SECONDS));
        var second = CompletableFuture.supplyAsync(() -> gates.run(Need.READ, request("read", Need.READ)));

        proceed.countDown();

        assertEquals("read answered", second.get(30, TimeUnit.SECONDS));
        assertFalse(first.handle((done, failed) -> failed == null).get(30, TimeUnit.SECONDS));
    }

    private static SiteProfile profile() {
        try {
            return SiteProfile.load(null);
        } catch (ProfileException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
