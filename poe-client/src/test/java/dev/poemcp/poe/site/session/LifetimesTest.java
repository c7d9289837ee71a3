package dev.poemcp.poe.site.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LifetimesTest {
    private Instant now = Instant.EPOCH;
    private final Lifetimes<String, Integer> kept = new Lifetimes<>(new Hand(), Duration.ofMinutes(10), 2);

    @Test
    void aFactIsForgottenWhenItsTimeIsOver() {
        kept.put("a", 1);
        now = now.plus(Duration.ofMinutes(10)).minusNanos(1);
        assertEquals(Optional.of(1), kept.get("a"));

        now = now.plusNanos(1);

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

    /** A clock that shows what the test says. */
    private final class Hand extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
