package dev.poemcp.server.transport.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.server.transport.stdio.TrialSessions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ServicesTest {
    private static final int MOST = 16;

    private final Set<String> accepted = new HashSet<>();
    private final List<String> closed = new ArrayList<>();
    private final Services services = Services.perCaller(MOST, caller -> {
        var name = caller.pB().orElse("nobody");
        var any = HttpFixture.service(new TrialSessions(name));
        return new Service(any.sessions(), any.modern(), () -> accepted.contains(name), () -> closed.add(name));
    });

    @Test
    void inventedCredentials_displaceOnlyEachOther() {
        for (var i = 0; i < 10; i++) {
            accepted.add("known" + i);
            use("known" + i);
        }

        for (var i = 0; i < 1_000; i++) {
            assertTrue(use("invented" + i), "stranger " + i);
        }

        assertTrue(closed.stream().noneMatch(name -> name.startsWith("known")), closed::toString);
        assertEquals(1_000 - (MOST - 10), closed.size());
    }

    @Test
    void inventedCredentialsInUse_leaveRoomForNoFurtherOnesButForKnownUsers() {
        accepted.add("ann");
        use("ann");
        var held = new ArrayList<Services.Lease>();
        for (var i = 0; i < MOST - 1; i++) {
            held.add(lease("invented" + i).orElseThrow());
        }

        assertFalse(use("invented99"));
        assertTrue(use("ann"));
        assertFalse(closed.contains("ann"));
        held.forEach(Services.Lease::close);
        assertTrue(use("invented99"));
    }

    @Test
    void placesFullOfKnownUsers_leaveSomeForNewcomers() {
        for (var i = 0; i < 3 * MOST; i++) {
            accepted.add("known" + i);
            assertTrue(use("known" + i));
        }

        assertTrue(use("newcomer"));
        assertTrue(use("another"));
    }

    @Test
    void otherHeadersWithOneAccount_displaceOnlyThatAccountsServices() {
        accepted.add("ann");
        accepted.add("bob");
        use("bob");

        for (var i = 0; i < 100; i++) {
            var leased = services.lease(
                    new CallerHeaders(Optional.of("ann"), Optional.empty(), Optional.of("key" + i), Optional.empty()));
            leased.orElseThrow().close();
        }

        assertFalse(closed.contains("bob"));
        assertEquals(96, closed.size());
    }

    @Test
    void leaseClosedTwice_countsOnce() {
        var lease = lease("ann").orElseThrow();
        var shared = lease.share();

        lease.close();
        lease.close();

        assertEquals(1, services.leases());
        shared.close();
        assertEquals(0, services.leases());
    }

    @Test
    void serviceThatCannotBeClosed_costsTheNextCallerNothing() {
        var stubborn = Services.perCaller(1, caller -> {
            var any = HttpFixture.service(new TrialSessions("any"));
            return new Service(any.sessions(), any.modern(), () -> false, () -> {
                throw new IllegalStateException("does not close");
            });
        });
        stubborn.lease(credentials("ann")).orElseThrow().close();

        stubborn.lease(credentials("bob")).orElseThrow().close();

        assertEquals(0, stubborn.leases());
    }

    @Test
    void userBecomesProven_whenPoeAcceptsTheirCredentials() {
        var lease = lease("ann").orElseThrow();
        assertFalse(lease.caller().proven());

        accepted.add("ann");

        assertTrue(lease.caller().proven());
    }

    private boolean use(String who) {
        var lease = lease(who);
        lease.ifPresent(Services.Lease::close);
        return lease.isPresent();
    }

    private Optional<Services.Lease> lease(String who) {
        return services.lease(credentials(who));
    }

    private static CallerHeaders credentials(String who) {
        return new CallerHeaders(Optional.of(who), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
