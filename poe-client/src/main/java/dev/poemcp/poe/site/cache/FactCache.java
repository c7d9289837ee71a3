package dev.poemcp.poe.site.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Creates bounded caches for facts that can be read again: a full cache may drop even its newest entry. */
public final class FactCache {
    private FactCache() {}

    /** For facts that do not change. */
    static <K, V> Cache<K, V> create(int maxSize) {
        return builder(maxSize).build();
    }

    /** @param lifetime of an entry, from its last write */
    public static <K, V> Cache<K, V> create(Clock clock, Duration lifetime, int maxSize) {
        return builder(maxSize)
                .expireAfterWrite(lifetime)
                .ticker(() -> ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant()))
                .build();
    }

    private static Caffeine<Object, Object> builder(int maxSize) {
        return Caffeine.newBuilder().maximumSize(maxSize).executor(Runnable::run);
    }
}
