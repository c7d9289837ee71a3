package dev.poemcp.poe.site.negotiation;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs one negotiation at a time, on a thread of its own, so that one caller's interrupt spoils nothing for the others and
 * a page's slow script keeps no caller from going away.
 */
final class SingleFlight {
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final AtomicReference<@Nullable CompletableFuture<Optional<Object>>> flight = new AtomicReference<>();

    /**
     * Runs {@code work}, or, while another caller's runs, waits for that instead.
     *
     * @return the result of {@code work}; empty when it was another's that was waited for
     * @throws PoeException what the work threw, whoever's it was, unless it was about another's request
     */
    <T> Optional<T> lead(Supplier<Optional<T>> work) {
        var mine = new CompletableFuture<Optional<Object>>();
        var other = flight.compareAndExchange(null, mine);
        if (other != null) {
            follow(other);
            return Optional.empty();
        }
        var thread = new Thread(() -> run(work, mine), "poe-negotiation");
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (RuntimeException | Error noThread) {
            flight.set(null);
            mine.completeExceptionally(noThread);
        }
        @SuppressWarnings("unchecked") // it is this work's own result
        Optional<T> result = (Optional<T>) await(mine);
        return result;
    }

    /** What concerns the site concerns all who wait; what concerns another caller's request does not. */
    private static void follow(CompletableFuture<Optional<Object>> other) {
        try {
            var unused = await(other);
        } catch (PoeException failed) {
            if (!(failed.failure() instanceof PoeFailure.UnexpectedResponse)) {
                throw failed;
            }
        }
    }

    private <T> void run(Supplier<Optional<T>> work, CompletableFuture<Optional<Object>> mine) {
        try {
            Optional<Object> result = work.get().map(Object.class::cast);
            flight.set(null);
            mine.complete(result);
        } catch (RuntimeException | Error failure) {
            flight.set(null);
            mine.completeExceptionally(failure);
        }
    }

    private static Optional<Object> await(CompletableFuture<Optional<Object>> flight) {
        try {
            return flight.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new PoeException(
                    new PoeFailure.Cancelled("The wait for the session with poe.com was interrupted.", Spend.NONE),
                    interrupted);
        } catch (TimeoutException late) {
            throw new PoeException(
                    new PoeFailure.TimedOut("No session with poe.com within " + LONGEST + ".", Spend.NONE), late);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof PoeException poe) {
                // A fresh one for each of those who wait: the stack is theirs.
                throw new PoeException(poe.failure(), poe);
            }
            throw new IllegalStateException("The negotiation with the site failed", failed.getCause());
        }
    }
}
