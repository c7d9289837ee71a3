package dev.poemcp.poe.site.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.poemcp.poe.site.SettableClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpiringCacheTest {
    private final SettableClock clock = new SettableClock();
    private final ExpiringCache<String, Integer> cache = new ExpiringCache<>(clock, Duration.ofMinutes(10), 2);

    @Test
    void entryPastLifetime_isRemoved() {
        cache.put("a", 1);
        clock.advance(Duration.ofMinutes(10).minusNanos(1));
        assertEquals(Optional.of(1), cache.get("a"));

        clock.advance(Duration.ofNanos(1));

        assertEquals(Optional.empty(), cache.get("a"));
    }

    @Test
    void fullCache_removesLeastRecentlyUsed() {
        cache.put("a", 1);
        cache.put("b", 2);
        assertEquals(Optional.of(1), cache.get("a"));

        cache.put("c", 3);

        assertEquals(Optional.of(1), cache.get("a"));
        assertEquals(Optional.empty(), cache.get("b"));
    }
}
