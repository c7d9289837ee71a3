package dev.poemcp.server.transport.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RequestPacerTest {
    private static final Caller ONE = new Caller("one", true);
    private static final Caller OTHER = new Caller("other", true);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final RequestPacer pacer = new RequestPacer(2, Duration.ofMillis(10), now::get);

    @Test
    void userWithinBurst_isNotDelayed() {
        for (var i = 0; i < 100; i++) {
            assertEquals(Duration.ZERO, pacer.delay(ONE, 2));
        }
    }

    @Test
    void userAboveBurst_startsOnePerInterval() {
        assertEquals(Duration.ZERO, pacer.delay(ONE, 3));
        assertEquals(Duration.ofMillis(10), pacer.delay(ONE, 4));
        assertEquals(Duration.ofMillis(20), pacer.delay(ONE, 5));
        assertEquals(Duration.ZERO, pacer.delay(OTHER, 3), "each user is paced separately");

        now.addAndGet(Duration.ofMillis(100).toNanos());

        assertEquals(Duration.ZERO, pacer.delay(ONE, 6));
        assertEquals(Duration.ofMillis(10), pacer.delay(ONE, 6));
    }

    @Test
    void idleUsers_areForgotten() {
        for (var i = 0; i < 30_000; i++) {
            pacer.delay(new Caller("user" + i, true), 3);
            now.addAndGet(Duration.ofMillis(1).toNanos());
        }

        assertEquals(Duration.ZERO, pacer.delay(new Caller("user0", true), 3));
    }
}
