package dev.poemcp.poe.site.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.github.benmanes.caffeine.cache.Cache;
import dev.poemcp.poe.site.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class FactCacheTest {
    private static final Duration LIFETIME = Duration.ofMinutes(1);

    private final SettableClock clock = new SettableClock();

    @Test
    void entry_lastsForItsLifetimeFromTheLastWrite() {
        Cache<String, Integer> cache = FactCache.create(clock, LIFETIME, 10);
        cache.put("a", 1);
        clock.advance(LIFETIME.minusMillis(1));
        assertEquals(1, cache.getIfPresent("a"));

        clock.advance(Duration.ofMillis(1));

        assertNull(cache.getIfPresent("a"));
    }

    @Test
    void fullCache_keepsNoMoreThanItsSize() {
        Cache<Integer, Integer> cache = FactCache.create(100);

        for (int i = 0; i < 1000; i++) {
            cache.put(i, i);
        }

        cache.cleanUp();
        assertEquals(100, cache.estimatedSize());
    }
}
