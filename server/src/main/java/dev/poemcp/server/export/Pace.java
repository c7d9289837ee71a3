package dev.poemcp.server.export;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Spaces requests: at most five a second, and one page of a list a second; slower after each refusal, and slowly faster
 * again. A request that Poe refuses for a moment is repeated, since reads change nothing.
 */
public final class Pace {
    private static final long FASTEST = Duration.ofMillis(200).toNanos();
    private static final long BETWEEN_PAGES = Duration.ofSeconds(1).toNanos();
    private static final long SLOWEST = Duration.ofSeconds(10).toNanos();
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final int ATTEMPTS = 6;

    /** Waits; for tests another than {@link Thread#sleep}. */
    @FunctionalInterface
    public interface Sleeper {
        void sleep(Duration time) throws InterruptedException;
    }

    private final Sleeper sleeper;
    private final LongSupplier nanoTime;
    private long interval = FASTEST;
    private long last;

    public Pace(Sleeper sleeper, LongSupplier nanoTime) {
        this.sleeper = sleeper;
        this.nanoTime = nanoTime;
        this.last = nanoTime.getAsLong() - FASTEST;
    }

    /** Sleeps in real time. */
    public static Pace ofThisThread() {
        return new Pace(time -> Thread.sleep(time.toMillis(), time.toNanosPart() % 1_000_000), System::nanoTime);
    }

    /** @throws PoeException that of the last attempt */
    <T> T call(Supplier<T> request) throws InterruptedException {
        return call(request, FASTEST);
    }

    /** Same for a page that follows another of its list. */
    <T> T nextPage(Supplier<T> request) throws InterruptedException {
        return call(request, BETWEEN_PAGES);
    }

    private <T> T call(Supplier<T> request, long shortest) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            long wait = last + Math.max(interval, shortest) - nanoTime.getAsLong();
            if (wait > 0) {
                sleeper.sleep(Duration.ofNanos(wait));
            }
            last = nanoTime.getAsLong();
            try {
                T result = request.get();
                interval = Math.max(FASTEST, interval - interval / 20);
                return result;
            } catch (PoeException e) {
                Optional<Duration> pause = pause(e.failure(), attempt);
                if (pause.isEmpty() || attempt == ATTEMPTS) {
                    throw e;
                }
                interval = Math.min(SLOWEST, interval * 2);
                sleeper.sleep(pause.get());
            }
        }
    }

    /** Empty for a failure that time does not heal. */
    private static Optional<Duration> pause(PoeFailure failure, int attempt) {
        Duration own = Duration.ofSeconds(1L << attempt);
        if (failure instanceof PoeFailure.RateLimited limited) {
            return Optional.of(bounded(limited.retryAfter().orElse(own)));
        }
        if (failure instanceof PoeFailure.Unavailable unavailable) {
            return Optional.of(bounded(unavailable.retryAfter().orElse(own)));
        }
        return failure instanceof PoeFailure.Network || failure instanceof PoeFailure.TimedOut
                ? Optional.of(own)
                : Optional.empty();
    }

    private static Duration bounded(Duration asked) {
        return asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
    }
}
