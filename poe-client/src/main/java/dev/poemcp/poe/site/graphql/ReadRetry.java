package dev.poemcp.poe.site.graphql;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats idempotent requests after transient failures of the network or the site: at most twice, with exponential
 * backoff and jitter, or after the pause that the site requests if it is short.
 */
public final class ReadRetry {
    private static final Logger log = LoggerFactory.getLogger(ReadRetry.class);
    private static final int REPEATS = 2;
    private static final Duration MAX_REQUESTED_PAUSE = Duration.ofSeconds(5);

    /** Waits; the caller handles the interrupt. */
    @FunctionalInterface
    public interface Pause {
        Pause SYSTEM = length -> TimeUnit.NANOSECONDS.sleep(length.toNanos());

        void sleep(Duration length) throws InterruptedException;
    }

    private final Duration first;
    private final Pause pause;
    private final DoubleSupplier jitter;

    /** @param jitter from 0 to 1 */
    public ReadRetry(Duration first, Pause pause, DoubleSupplier jitter) {
        this.first = first;
        this.pause = pause;
        this.jitter = jitter;
    }

    public <T> T repeat(Supplier<T> read) {
        for (int repeat = 0; ; repeat++) {
            try {
                return read.get();
            } catch (PoeException failed) {
                if (repeat == REPEATS || !isWorthRepeating(failed.failure())) {
                    throw failed;
                }
                var length = pauseFor(repeat, failed.failure());
                log.debug(
                        "Repeating the request in {} ms: {}",
                        length.toMillis(),
                        failed.failure().what());
                waitFor(length, failed);
            }
        }
    }

    private static boolean isWorthRepeating(PoeFailure failure) {
        boolean isTransient = failure instanceof PoeFailure.Network || failure instanceof PoeFailure.Unavailable;
        return isTransient && failure.retryAfter().orElse(Duration.ZERO).compareTo(MAX_REQUESTED_PAUSE) <= 0;
    }

    private Duration pauseFor(int repeat, PoeFailure failure) {
        var doubled = first.multipliedBy(1L << repeat);
        var jittered = Duration.ofNanos((long) (doubled.toNanos() * (0.5 + jitter.getAsDouble() / 2)));
        var requested = failure.retryAfter().orElse(Duration.ZERO);
        return requested.compareTo(jittered) > 0 ? requested : jittered;
    }

    private void waitFor(Duration length, PoeException failed) {
        try {
            pause.sleep(length);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            var cancelled = new PoeException(
                    new PoeFailure.Cancelled("The wait before asking again was interrupted.", Spend.NONE), interrupted);
            cancelled.addSuppressed(failed);
            throw cancelled;
        }
    }
}
