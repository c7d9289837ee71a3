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
 * Repeats what changes nothing when the network or the site stumbles: twice at most, after a pause that doubles and
 * jitters, or after the pause that the site asks for when it is short.
 */
public final class ReadRetry {
    private static final Logger LOG = LoggerFactory.getLogger(ReadRetry.class);
    private static final int REPEATS = 2;
    private static final Duration LONGEST_ASKED = Duration.ofSeconds(5);

    /** Waits; the interrupt is the caller's to see. */
    @FunctionalInterface
    public interface Pause {
        Pause SYSTEM = length -> TimeUnit.NANOSECONDS.sleep(length.toNanos());

        void of(Duration length) throws InterruptedException;
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
            } catch (PoeException stumble) {
                if (repeat == REPEATS || !mayPass(stumble.failure())) {
                    throw stumble;
                }
                var length = lengthOf(repeat, stumble.failure());
                LOG.debug(
                        "Asking again in {} ms: {}",
                        length.toMillis(),
                        stumble.failure().what());
                waitFor(length, stumble);
            }
        }
    }

    private static boolean mayPass(PoeFailure failure) {
        boolean isStumble = failure instanceof PoeFailure.Network || failure instanceof PoeFailure.Unavailable;
        return isStumble && failure.retryAfter().orElse(Duration.ZERO).compareTo(LONGEST_ASKED) <= 0;
    }

    private Duration lengthOf(int repeat, PoeFailure failure) {
        var doubled = first.multipliedBy(1L << repeat);
        var jittered = Duration.ofNanos((long) (doubled.toNanos() * (0.5 + jitter.getAsDouble() / 2)));
        var asked = failure.retryAfter().orElse(Duration.ZERO);
        return asked.compareTo(jittered) > 0 ? asked : jittered;
    }

    private void waitFor(Duration length, PoeException stumble) {
        try {
            pause.of(length);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            var cancelled = new PoeException(
                    new PoeFailure.Cancelled("The wait before asking again was interrupted.", Spend.NONE), interrupted);
            cancelled.addSuppressed(stumble);
            throw cancelled;
        }
    }
}
