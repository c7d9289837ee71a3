package dev.poemcp.server.transport.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.server.protocol.FakeMethods;
import dev.poemcp.server.transport.AccountServer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AccountServersIT {
    private static final int CAPACITY = 16;

    private final Set<String> accepted = new HashSet<>();
    private final List<String> closed = new ArrayList<>();
    private final AccountServers servers = AccountServers.perCredentials(CAPACITY, caller -> {
        var name = caller.pB().orElse("none");
        var service = HttpFixture.service(new FakeMethods(name));
        return new AccountServer(
                service.table(), service.stateless(), () -> accepted.contains(name), () -> closed.add(name));
    });

    @Test
    void unprovenCredentials_displaceOnlyEachOther() {
        for (var i = 0; i < 10; i++) {
            accepted.add("known" + i);
            canLease("known" + i);
        }

        for (var i = 0; i < 1_000; i++) {
            assertTrue(canLease("invented" + i), "user " + i);
        }

        assertTrue(closed.stream().noneMatch(name -> name.startsWith("known")), closed::toString);
        assertEquals(1_000 - (CAPACITY - 10), closed.size());
    }

    @Test
    void unprovenLeasesAtCapacity_leaveRoomOnlyForProvenUsers() {
        accepted.add("ann");
        canLease("ann");
        var held = new ArrayList<AccountServers.Lease>();
        for (var i = 0; i < CAPACITY - 1; i++) {
            held.add(lease("invented" + i).orElseThrow());
        }

        assertFalse(canLease("invented99"));
        assertTrue(canLease("ann"));
        assertFalse(closed.contains("ann"));
        held.forEach(AccountServers.Lease::close);
        assertTrue(canLease("invented99"));
    }

    @Test
    void provenUsersAtCapacity_leaveRoomForNewUsers() {
        for (var i = 0; i < 3 * CAPACITY; i++) {
            accepted.add("known" + i);
            assertTrue(canLease("known" + i));
        }

        assertTrue(canLease("newcomer"));
        assertTrue(canLease("another"));
    }

    @Test
    void otherHeadersWithOneAccount_displaceOnlyItsServices() {
        accepted.add("ann");
        accepted.add("bob");
        canLease("bob");

        for (var i = 0; i < 100; i++) {
            var leased = servers.lease(
                    new CallerHeaders(Optional.of("ann"), Optional.empty(), Optional.of("key" + i), Optional.empty()));
            leased.orElseThrow().close();
        }

        assertFalse(closed.contains("bob"));
        assertEquals(96, closed.size());
    }

    @Test
    void leaseClosedTwice_countsOnce() {
        var lease = lease("ann").orElseThrow();
        var second = lease.duplicate();

        lease.close();
        lease.close();

        assertEquals(1, servers.leases());
        second.close();
        assertEquals(0, servers.leases());
    }

    @Test
    void serviceThatFailsToClose_doesNotAffectNextCaller() {
        var failing = AccountServers.perCredentials(1, caller -> {
            var service = HttpFixture.service(new FakeMethods("service"));
            return new AccountServer(service.table(), service.stateless(), () -> false, () -> {
                throw new IllegalStateException("does not close");
            });
        });
        failing.lease(credentials("ann")).orElseThrow().close();

        failing.lease(credentials("bob")).orElseThrow().close();

        assertEquals(0, failing.leases());
    }

    @Test
    void acceptedCredentials_makeUserProven() {
        var lease = lease("ann").orElseThrow();
        assertFalse(lease.caller().accepted());

        accepted.add("ann");

        assertTrue(lease.caller().accepted());
    }

    private boolean canLease(String user) {
        var lease = lease(user);
        lease.ifPresent(AccountServers.Lease::close);
        return lease.isPresent();
    }

    private Optional<AccountServers.Lease> lease(String user) {
        return servers.lease(credentials(user));
    }

    private static CallerHeaders credentials(String user) {
        return new CallerHeaders(Optional.of(user), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
