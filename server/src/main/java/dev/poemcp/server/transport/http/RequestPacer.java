package dev.poemcp.server.transport.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Spaces the starts of one user's work, so that a user with many requests leaves processor time to others: above a
 * number of active pieces of work, one starts per interval. Thread-safe.
 */
final class RequestPacer {
    private static final int CLEANUP_SIZE = 10_000;

    private final int burst;
    private final long interval;
    private final LongSupplier nanoTime;
    /** Start of each user's last delayed piece of work, in nanoseconds. */
    private final Map<String, Long> lastStart = new HashMap<>();

    /**
     * @param burst pieces of work of one user that start without delay
     * @param interval between the starts of further ones
     * @param nanoTime as {@link System#nanoTime()}
     */
    RequestPacer(int burst, Duration interval, LongSupplier nanoTime) {
        this.burst = burst;
        this.interval = interval.toNanos();
        this.nanoTime = nanoTime;
    }

    /**
     * The delay before a piece of work starts; mostly zero.
     *
     * @param active pieces of work of the caller's user, including this one
     */
    synchronized Duration delay(Caller caller, long active) {
        if (active <= burst) {
            return Duration.ZERO;
        }
        long now = nanoTime.getAsLong();
        if (lastStart.size() > CLEANUP_SIZE) {
            lastStart.values().removeIf(start -> start - now < 0);
        }
        long next = lastStart.getOrDefault(caller.user(), now - interval) + interval;
        long start = next - now < 0 ? now : next;
        lastStart.put(caller.user(), start);
        return Duration.ofNanos(start - now);
    }
}
