package dev.poemcp.poe.site.cache;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A bounded LRU cache whose entries expire. */
public final class ExpiringCache<K, V> {
    private final Clock clock;
    private final Duration lifetime;
    private final Map<K, CachedValue<V>> entries;

    private record CachedValue<V>(V value, Instant expiresAt) {}

    public ExpiringCache(Clock clock, Duration lifetime, int maxSize) {
        this.clock = clock;
        this.lifetime = lifetime;
        this.entries = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, CachedValue<V>> eldest) {
                return size() > maxSize;
            }
        };
    }

    public synchronized Optional<V> get(K key) {
        var entry = entries.get(key);
        if (entry != null && !clock.instant().isBefore(entry.expiresAt())) {
            entries.remove(key);
            return Optional.empty();
        }
        return Optional.ofNullable(entry).map(CachedValue::value);
    }

    public synchronized void put(K key, V value) {
        entries.put(key, new CachedValue<>(value, clock.instant().plus(lifetime)));
    }

    public synchronized void clear() {
        entries.clear();
    }
}
