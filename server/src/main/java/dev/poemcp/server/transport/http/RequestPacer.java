package dev.poemcp.server.transport.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How soon one user's next piece of work may begin, so that whoever asks for very much at once leaves the processor to
 * others in between: where a user has more than a few on the way, one begins after each interval. Safe for use by many
 * threads.
 */
final class RequestPacer {
    private static final int MANY_USERS = 10_000;

    private final int few;
    private final long interval;
    private final LongSupplier nanoTime;
    /** When each user's last paced piece of work begins, in nanoseconds. */
    private final Map<String, Long> last = new HashMap<>();

    /**
     * @param few pieces of work that a user may have on the way without any pace
     * @param interval between those that follow
     * @param nanoTime as {@link System#nanoTime()}
     */
    RequestPacer(int few, Duration interval, LongSupplier nanoTime) {
        this.few = few;
        this.interval = interval.toNanos();
        this.nanoTime = nanoTime;
    }

    /**
     * After how long a piece of work is to begin: at once for most.
     *
     * @param onTheWay pieces of work of the caller's user, this one included
     */
    synchronized Duration delay(Caller caller, long onTheWay) {
        if (onTheWay <= few) {
            return Duration.ZERO;
        }
        long now = nanoTime.getAsLong();
        if (last.size() > MANY_USERS) {
            last.values().removeIf(at -> at - now < 0);
        }
        long next = last.getOrDefault(caller.user(), now - interval) + interval;
        long at = next - now < 0 ? now : next;
        last.put(caller.user(), at);
        return Duration.ofNanos(at - now);
    }
}
