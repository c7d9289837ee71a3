package dev.poemcp.poe.site.channel;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Pauses between attempts: none before the first, then {@code first}, doubling up to {@code longest}. Attempts without
 * a pause are at least {@code first} apart, however often {@link #reset} is called.
 */
final class Backoff {
    private final Duration first;
    private final Duration longest;
    private final LongSupplier nanoTime;
    private Duration next = Duration.ZERO;
    private boolean attempted;
    private long attemptedAt;

    Backoff(Duration first, Duration longest, LongSupplier nanoTime) {
        this.first = first;
        this.longest = longest;
        this.nanoTime = nanoTime;
    }

    /** The pause before the next attempt. */
    synchronized Duration next() {
        Duration pause = next;
        long now = nanoTime.getAsLong();
        if (pause.isZero() && attempted && now - attemptedAt < first.toNanos()) {
            pause = first;
        }
        if (pause.isZero()) {
            attempted = true;
            attemptedAt = now;
        }
        Duration doubled = pause.isZero() ? first : pause.multipliedBy(2);
        next = doubled.compareTo(longest) > 0 ? longest : doubled;
        return pause;
    }

    /** The attempt succeeded: the pauses start again from zero. */
    synchronized void reset() {
        next = Duration.ZERO;
    }
}
