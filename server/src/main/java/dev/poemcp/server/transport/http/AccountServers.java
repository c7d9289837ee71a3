package dev.poemcp.server.transport.http;

import dev.poemcp.server.transport.AccountServer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Assigns a server to each caller. With one account, all callers share a server; otherwise each set of credentials
 * has its own, opened on first use and kept while it is in use or there is room. The key is a digest of the
 * credentials; only the server keeps them.
 *
 * <p>Credentials can be invented. Those that Poe has not accepted therefore displace only each other, and accepted ones
 * leave a few places for new callers.
 */
public final class AccountServers implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AccountServers.class);
    /** One of this many places is kept for callers whose credentials are not accepted. */
    private static final int PLACES_PER_NEWCOMER = 8;
    /** Maximum sets of credentials per account; headers that Poe ignores can make many. */
    private static final int MAX_PER_USER = 4;

    private static final int MAX_ACCEPTED_USERS = 10_000;

    private final Function<CallerHeaders, AccountServer> factory;
    private final boolean separate;
    private final int capacity;
    /** Least recently used first. */
    private final Map<String, ServerEntry> entries = new LinkedHashMap<>(16, 0.75f, true);
    /** Users whose credentials Poe has accepted, with or without an open server. */
    private final Map<String, Boolean> accepted = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX_ACCEPTED_USERS;
        }
    };

    private static final class ServerEntry {
        final String user;
        final AccountServer server;
        int leases;

        ServerEntry(String user, AccountServer server) {
            this.user = user;
            this.server = server;
        }
    }

    private AccountServers(Function<CallerHeaders, AccountServer> factory, boolean separate, int capacity) {
        this.factory = factory;
        this.separate = separate;
        this.capacity = capacity;
    }

    /** One server for all callers. */
    public static AccountServers forOneAccount(AccountServer server) {
        return new AccountServers(ignored -> server, false, 1);
    }

    /**
     * One server for each set of credentials.
     *
     * @param capacity services open at the same time; when all are in use, further callers are rejected
     */
    public static AccountServers perCredentials(int capacity, Function<CallerHeaders, AccountServer> factory) {
        return new AccountServers(factory, true, capacity);
    }

    /** Keeps a server open until the lease is closed. */
    final class Lease implements AutoCloseable {
        private final String key;
        private final ServerEntry entry;
        private boolean closed;

        /** Requires the lock. */
        private Lease(String key, ServerEntry entry) {
            this.key = key;
            this.entry = entry;
            entry.leases++;
        }

        /** Another lease for the same server, independent of this one. */
        Lease duplicate() {
            synchronized (AccountServers.this) {
                if (closed) {
                    throw new IllegalStateException("The lease is closed.");
                }
                return new Lease(key, entry);
            }
        }

        /** The holder, with the proof known now. */
        Caller caller() {
            synchronized (AccountServers.this) {
                updateAccepted(entry);
                return new Caller(entry.user, isAccepted(entry.user));
            }
        }

        AccountServer server() {
            return entry.server;
        }

        /** Equal for callers with the same credentials. */
        String key() {
            return key;
        }

        @Override
        public void close() {
            synchronized (AccountServers.this) {
                if (!closed) {
                    closed = true;
                    entry.leases--;
                }
            }
        }
    }

    /** Whether each caller has its own account. */
    boolean isMultiUser() {
        return separate;
    }

    /** The caller with these credentials; opens no server. */
    Caller caller(CallerHeaders credentials) {
        if (!separate) {
            return Caller.ONLY;
        }
        var user = userOf(credentials);
        synchronized (this) {
            return new Caller(user, isAccepted(user));
        }
    }

    /** Empty when there is no room for another caller now. */
    Optional<Lease> lease(CallerHeaders credentials) {
        var user = separate ? userOf(credentials) : Caller.ONLY.user();
        var key = separate
                ? digest(credentials.pB(), credentials.pLat(), credentials.formkey(), credentials.apiKey())
                : "";
        var evicted = new ArrayList<AccountServer>();
        try {
            synchronized (this) {
                var entry = entries.get(key);
                if (entry == null) {
                    if (!makeRoom(user, evicted)) {
                        return Optional.empty();
                    }
                    // Fast, since opening a server opens no connection.
                    entry = new ServerEntry(user, factory.apply(credentials));
                    entries.put(key, entry);
                }
                updateAccepted(entry);
                return Optional.of(new Lease(key, entry));
            }
        } finally {
            // Outside the lock, since closing an account may take a while.
            evicted.forEach(AccountServers::closeQuietly);
        }
    }

    private void updateAccepted(ServerEntry entry) {
        if (entry.server.accepted().getAsBoolean()) {
            accepted.put(entry.user, true);
        }
    }

    private boolean makeRoom(String user, List<AccountServer> evicted) {
        entries.values().forEach(this::updateAccepted);
        if (count(entry -> entry.user.equals(user)) >= MAX_PER_USER) {
            return evict(entry -> entry.user.equals(user), evicted);
        }
        var userAccepted = isAccepted(user);
        var acceptedAfter = count(entry -> isAccepted(entry.user)) + (userAccepted ? 1 : 0);
        var newcomerPlaces = capacity / PLACES_PER_NEWCOMER;
        if (newcomerPlaces > 0 && acceptedAfter > capacity - newcomerPlaces) {
            // Servers in use are not evicted.
            var ignored = evict(entry -> isAccepted(entry.user), evicted);
        }
        return entries.size() < capacity
                || evict(entry -> !isAccepted(entry.user), evicted)
                || (userAccepted && evict(entry -> true, evicted));
    }

    private boolean isAccepted(String user) {
        return !separate || accepted.containsKey(user);
    }

    private long count(Predicate<ServerEntry> filter) {
        return entries.values().stream().filter(filter).count();
    }

    /** Evicts the least recently used server without leases; false when there is none. */
    private boolean evict(Predicate<ServerEntry> filter, List<AccountServer> evicted) {
        var each = entries.values().iterator();
        while (each.hasNext()) {
            var entry = each.next();
            if (entry.leases == 0 && filter.test(entry)) {
                each.remove();
                evicted.add(entry.server);
                return true;
            }
        }
        return false;
    }

    /** Number of open leases. */
    synchronized int leases() {
        return entries.values().stream().mapToInt(entry -> entry.leases).sum();
    }

    @Override
    public synchronized void close() {
        entries.values().forEach(entry -> closeQuietly(entry.server));
        entries.clear();
    }

    /** A failing close must not affect the caller that displaces the server. */
    private static void closeQuietly(AccountServer server) {
        try {
            server.close();
        } catch (RuntimeException | Error e) {
            log.error("A server could not be closed.", e);
        }
    }

    /** By the account only, not by the other headers. */
    private static String userOf(CallerHeaders credentials) {
        return credentials.pB().isPresent() ? digest(credentials.pB()) : digest(Optional.empty(), credentials.apiKey());
    }

    @SafeVarargs
    private static String digest(Optional<String>... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                var bytes = part.orElse("").getBytes(StandardCharsets.UTF_8);
                // With its length, so that different credentials never concatenate to the same bytes.
                digest.update((part.isPresent() + ":" + bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256.", e);
        }
    }
}
