package dev.poemcp.server.transport.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who serves which caller. With one account it is the same for all; otherwise each set of credentials has its own,
 * made when it first comes, kept while it is in use and for as long as there is room. The credentials themselves are
 * kept by the service alone; the key is a digest of them.
 *
 * <p>Anyone can invent credentials. So those that Poe has not accepted displace only others of their kind, and those that
 * it has accepted leave a few places for newcomers.
 */
public final class Services implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Services.class);
    /** One in so many places is kept for callers whose credentials are not proven yet. */
    private static final int PLACES_FOR_NEWCOMERS = 8;
    /** Sets of credentials with the same account; headers that Poe ignores make different ones. */
    private static final int MOST_OF_ONE_USER = 4;

    private static final int MOST_REMEMBERED = 10_000;

    private final Function<CallerHeaders, Service> opener;
    private final boolean separate;
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    /** The one used longest ago first. */
    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    /** Users whose credentials Poe has accepted, whether or not they have a service now. */
    private final Map<String, Boolean> proven = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    private static final class Entry {
        final String user;
        final Service service;
        int leases;

        Entry(String user, Service service) {
            this.user = user;
            this.service = service;
        }
    }

    private Services(Function<CallerHeaders, Service> opener, boolean separate, int most) {
        this.opener = opener;
        this.separate = separate;
        this.most = most;
    }

    /** One for all callers, who bring no credentials. */
    public static Services shared(Service service) {
        return new Services(ignored -> service, false, 1);
    }

    /**
     * One for each set of credentials.
     *
     * @param most at a time; when all of them are in use, a further caller is turned away
     */
    public static Services perCaller(int most, Function<CallerHeaders, Service> opener) {
        return new Services(opener, true, most);
    }

    /** Holds on to a service; it is not closed before this is. */
    final class Lease implements AutoCloseable {
        private final String key;
        private final Entry entry;
        private boolean over;

        /** Made while the lock is held. */
        private Lease(String key, Entry entry) {
            this.key = key;
            this.entry = entry;
            entry.leases++;
        }

        /** Holds on to the same service for somebody who may outlive this. */
        Lease share() {
            lock.lock();
            try {
                if (over) {
                    throw new IllegalStateException("The lease is over.");
                }
                return new Lease(key, entry);
            } finally {
                lock.unlock();
            }
        }

        /** Who holds it, as far as is known now. */
        Caller caller() {
            lock.lock();
            try {
                learn(entry);
                return new Caller(entry.user, isProven(entry.user));
            } finally {
                lock.unlock();
            }
        }

        Service service() {
            return entry.service;
        }

        /** Says no more than whether two callers are the same. */
        String key() {
            return key;
        }

        @Override
        public void close() {
            lock.lock();
            try {
                if (!over) {
                    over = true;
                    entry.leases--;
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** Whether each caller brings an account of their own. */
    boolean areSeparate() {
        return separate;
    }

    /** Who brings these credentials; opens nothing. */
    Caller caller(CallerHeaders credentials) {
        if (!separate) {
            return Caller.ONLY;
        }
        var user = userOf(credentials);
        lock.lock();
        try {
            return new Caller(user, isProven(user));
        } finally {
            lock.unlock();
        }
    }

    /** Empty when there is no room for another caller at present. */
    Optional<Lease> lease(CallerHeaders credentials) {
        var user = separate ? userOf(credentials) : Caller.ONLY.user();
        var key = separate
                ? digest(credentials.pB(), credentials.pLat(), credentials.formkey(), credentials.apiKey())
                : "";
        var dropped = new ArrayList<Service>();
        lock.lock();
        try {
            var entry = entries.get(key);
            if (entry == null) {
                if (!makeRoom(user, dropped)) {
                    return Optional.empty();
                }
                // Opening a service opens no connection, so nobody waits for long.
                entry = new Entry(user, opener.apply(credentials));
                entries.put(key, entry);
            }
            learn(entry);
            return Optional.of(new Lease(key, entry));
        } finally {
            lock.unlock();
            // Outside of the lock, since letting go of an account may take a moment.
            dropped.forEach(Services::letGo);
        }
    }

    private void learn(Entry entry) {
        if (entry.service.accepted().getAsBoolean()) {
            proven.put(entry.user, true);
        }
    }

    private boolean makeRoom(String user, List<Service> dropped) {
        entries.values().forEach(this::learn);
        if (count(entry -> entry.user.equals(user)) >= MOST_OF_ONE_USER) {
            return drop(entry -> entry.user.equals(user), dropped);
        }
        var known = isProven(user);
        var afterwards = count(entry -> isProven(entry.user)) + (known ? 1 : 0);
        var newcomers = most / PLACES_FOR_NEWCOMERS;
        if (newcomers > 0 && afterwards > most - newcomers) {
            // While all of them are in use they stay.
            var ignored = drop(entry -> isProven(entry.user), dropped);
        }
        return entries.size() < most
                || drop(entry -> !isProven(entry.user), dropped)
                || (known && drop(entry -> true, dropped));
    }

    private boolean isProven(String user) {
        return !separate || proven.containsKey(user);
    }

    private long count(Predicate<Entry> which) {
        return entries.values().stream().filter(which).count();
    }

    /** Drops the one that was used longest ago, of those that nobody uses now; false when there is none. */
    private boolean drop(Predicate<Entry> which, List<Service> dropped) {
        var each = entries.values().iterator();
        while (each.hasNext()) {
            var entry = each.next();
            if (entry.leases == 0 && which.test(entry)) {
                each.remove();
                dropped.add(entry.service);
                return true;
            }
        }
        return false;
    }

    /** Held at present, by all. */
    int leases() {
        lock.lock();
        try {
            return entries.values().stream().mapToInt(entry -> entry.leases).sum();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            entries.values().forEach(entry -> letGo(entry.service));
            entries.clear();
        } finally {
            lock.unlock();
        }
    }

    /** A service that cannot be closed must not take the lease of the next caller with it. */
    private static void letGo(Service service) {
        try {
            service.close();
        } catch (RuntimeException | Error e) {
            log.error("An account could not be let go of.", e);
        }
    }

    /** The account decides, not the headers that go with it. */
    private static String userOf(CallerHeaders credentials) {
        return credentials.pB().isPresent() ? digest(credentials.pB()) : digest(Optional.empty(), credentials.apiKey());
    }

    @SafeVarargs
    private static String digest(Optional<String>... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                var bytes = part.orElse("").getBytes(StandardCharsets.UTF_8);
                // With its length, so that no two sets of credentials run together to the same bytes.
                digest.update((part.isPresent() + ":" + bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
