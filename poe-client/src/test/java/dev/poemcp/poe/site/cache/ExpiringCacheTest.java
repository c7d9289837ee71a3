package dev.poemcp.poe.site.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.poemcp.poe.site.SettableClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpiringCacheTest {
    private final SettableClock clock = new SettableClock();
    private final ExpiringCache<String, Integer> kept = new ExpiringCache<>(clock, Duration.ofMinutes(10), 2);

    @Test
    void aFactIsForgottenWhenItsTimeIsOver() {
        kept.put("a", 1);
        clock.advance(Duration.ofMinutes(10).minusNanos(1));
        assertEquals(Optional.of(1), kept.get("a"));

        clock.advance(Duration.ofNanos(1));

        assertEquals(Optional.empty(), kept.get("a"));
    }

    @Test
    void theOneLongestUnusedGoesFirst() {
        kept.put("a", 1);
        kept.put("b", 2);
        assertEquals(Optional.of(1), kept.get("a"));

        kept.put("c", 3);

        assertEquals(Optional.of(1), kept.get("a"));
        assertEquals(Optional.empty(), kept.get("b"));
    }
}
