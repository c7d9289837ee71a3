package dev.poemcp.emulator.control;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The API keys of the account (docs/official-api.md §2). All spend the same points. */
public final class ApiKeys {
    private final Map<String, Key> keys = new LinkedHashMap<>();
    private final Set<String> revoked = new HashSet<>();
    private final Supplier<String> generator;
    private final Clock clock;

    /**
     * Starts with no key.
     *
     * @param generator yields the text of each new key
     */
    public ApiKeys(Supplier<String> generator, Clock clock) {
        this.generator = generator;
        this.clock = clock;
    }

    /** A key's name, and the time from which it is refused; null: it does not expire. */
    private record Key(String name, @Nullable Instant expiry) {}

    /** Creates a key that does not expire and returns its text. */
    public String add(String name) {
        return add(new Key(name, null));
    }

    /** Creates a key that is refused after this time and returns its text. */
    public String add(String name, Duration validFor) {
        return add(new Key(name, clock.instant().plus(validFor)));
    }

    /** The user revokes the key: it is refused from now on. */
    public synchronized void revoke(String key) {
        revoked.add(known(key));
    }

    /** Accepts a revoked or expired key again, without expiry. */
    public synchronized void restore(String key) {
        keys.computeIfPresent(known(key), (text, old) -> new Key(old.name(), null));
        revoked.remove(key);
    }

    /** The key's time is over: it is refused from now on. */
    public synchronized void expire(String key) {
        keys.computeIfPresent(known(key), (text, old) -> new Key(old.name(), clock.instant()));
    }

    /** The name of an accepted key; empty if it is unknown, revoked or expired. */
    public synchronized Optional<String> nameOf(String key) {
        return Optional.ofNullable(keys.get(key))
                .filter(found -> !revoked.contains(key))
                .filter(found -> found.expiry() == null || clock.instant().isBefore(found.expiry()))
                .map(Key::name);
    }

    private synchronized String add(Key key) {
        var text = generator.get();
        keys.put(text, key);
        return text;
    }

    private String known(String key) {
        if (!keys.containsKey(key)) {
            throw new IllegalArgumentException("There is no such key");
        }
        return key;
    }
}
