package dev.poemcp.poe.site.cache;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Remembers a bounded number of facts for a while; the one longest unused goes first. */
public final class ExpiringCache<K, V> {
    private final Clock clock;
    private final Duration lifetime;
    private final Map<K, Kept<V>> kept;

    private record Kept<V>(V value, Instant until) {}

    public ExpiringCache(Clock clock, Duration lifetime, int most) {
        this.clock = clock;
        this.lifetime = lifetime;
        this.kept = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Kept<V>> eldest) {
                return size() > most;
            }
        };
    }

    public synchronized Optional<V> get(K key) {
        var found = kept.get(key);
        if (found != null && !clock.instant().isBefore(found.until())) {
            kept.remove(key);
            return Optional.empty();
        }
        return Optional.ofNullable(found).map(Kept::value);
    }

    public synchronized void put(K key, V value) {
        kept.put(key, new Kept<>(value, clock.instant().plus(lifetime)));
    }

    public synchronized void clear() {
        kept.clear();
    }
}
