package dev.poemcp.poe.site.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final AtomicLong now = new AtomicLong();
    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), now::get);

    private List<Long> pauses(int count) {
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Duration pause = backoff.next();
            pauses.add(pause.toSeconds());
            now.addAndGet(pause.toNanos());
        }
        return pauses;
    }

    @Test
    void pauses_startAtZeroAndDoubleUpToLongest() {
        assertEquals(List.of(0L, 1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L), pauses(9));
    }

    @Test
    void reset_startsFromZero() {
        pauses(5);

        backoff.reset();

        assertEquals(List.of(0L, 1L, 2L), pauses(3));
    }

    @Test
    void frequentResets_keepFirstPause() {
        assertEquals(List.of(0L), pauses(1));
        backoff.reset();

        assertEquals(List.of(1L), pauses(1));
        backoff.reset();
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertEquals(List.of(0L), pauses(1));
    }
}
