package dev.poemcp.server.transport.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who serves which caller. With one account it is the same for all; otherwise each set of credentials has its own,
 * made when it first comes, kept while it is in use and for as long as there is room. The credentials themselves are
 * kept by the service alone; the key is a digest of them.
 */
public final class Services implements AutoCloseable {
    private static final String EVERYBODY = "";

    private final Function<CallerHeaders, Service> opener;
    private final boolean separate;
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    private static final class Entry {
        final Service service;
        int users;

        Entry(Service service) {
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

        private Lease(String key, Entry entry) {
            this.key = key;
            this.entry = entry;
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
                    entry.users--;
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** Empty when there is no room for another caller at present. */
    Optional<Lease> lease(CallerHeaders caller) {
        var key = separate ? digest(caller) : EVERYBODY;
        Service dropped = null;
        lock.lock();
        try {
            var entry = entries.get(key);
            if (entry == null) {
                if (entries.size() >= most) {
                    dropped = removeOne();
                    if (dropped == null) {
                        return Optional.empty();
                    }
                }
                // Opening a service opens no connection, so nobody waits for long.
                entry = new Entry(opener.apply(caller));
                entries.put(key, entry);
            }
            entry.users++;
            return Optional.of(new Lease(key, entry));
        } finally {
            lock.unlock();
            // Outside of the lock, since letting go of an account may take a moment.
            if (dropped != null) {
                dropped.close();
            }
        }
    }

    /** The one that was used longest ago, of those that nobody uses. */
    private @Nullable Service removeOne() {
        var each = entries.values().iterator();
        while (each.hasNext()) {
            var entry = each.next();
            if (entry.users == 0) {
                each.remove();
                return entry.service;
            }
        }
        return null;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            entries.values().forEach(entry -> entry.service.close());
            entries.clear();
        } finally {
            lock.unlock();
        }
    }

    private static String digest(CallerHeaders caller) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : new Optional<?>[] {caller.pB(), caller.pLat(), caller.formkey(), caller.apiKey()}) {
                var bytes = part.map(Object::toString).orElse("").getBytes(StandardCharsets.UTF_8);
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
