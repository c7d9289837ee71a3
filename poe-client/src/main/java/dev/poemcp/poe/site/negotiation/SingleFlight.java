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
 * Runs one negotiation at a time on a separate thread, so that the interrupt of one caller does not affect the others
 * and a slow page script does not block a cancelled caller.
 */
final class SingleFlight {
    private static final Duration MAX_WAIT = Duration.ofMinutes(3);

    private final AtomicReference<@Nullable CompletableFuture<Optional<Object>>> flight = new AtomicReference<>();

    /**
     * Runs {@code work}, or waits for another caller's work if that is running.
     *
     * @return the result of {@code work}; empty after waiting for another caller's work
     * @throws PoeException what the work threw, unless it concerns only another caller's request
     */
    <T> Optional<T> lead(Supplier<Optional<T>> work) {
        var own = new CompletableFuture<Optional<Object>>();
        var other = flight.compareAndExchange(null, own);
        if (other != null) {
            follow(other);
            return Optional.empty();
        }
        var thread = new Thread(() -> run(work, own), "poe-negotiation");
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (RuntimeException | Error noThread) {
            flight.set(null);
            own.completeExceptionally(noThread);
        }
        @SuppressWarnings("unchecked") // the result of this work
        Optional<T> result = (Optional<T>) await(own);
        return result;
    }

    /**
     * Waits for work that is running, if there is any.
     *
     * @return whether there was
     * @throws PoeException as {@link #lead} for a caller that waited for another one's work
     */
    boolean join() {
        var running = flight.get();
        if (running != null) {
            follow(running);
        }
        return running != null;
    }

    /** Failures of the site concern all waiting callers; failures of another caller's request do not. */
    private static void follow(CompletableFuture<Optional<Object>> other) {
        try {
            var unused = await(other);
        } catch (PoeException failed) {
            if (!(failed.failure() instanceof PoeFailure.UnexpectedResponse)) {
                throw failed;
            }
        }
    }

    private <T> void run(Supplier<Optional<T>> work, CompletableFuture<Optional<Object>> own) {
        try {
            Optional<Object> result = work.get().map(Object.class::cast);
            flight.set(null);
            own.complete(result);
        } catch (RuntimeException | Error failure) {
            flight.set(null);
            own.completeExceptionally(failure);
        }
    }

    private static Optional<Object> await(CompletableFuture<Optional<Object>> flight) {
        try {
            return flight.get(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new PoeException(
                    new PoeFailure.Cancelled("The wait for the session with poe.com was interrupted.", Spend.NONE),
                    interrupted);
        } catch (TimeoutException late) {
            throw new PoeException(
                    new PoeFailure.TimedOut("No session with poe.com within " + MAX_WAIT + ".", Spend.NONE), late);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof PoeException poe) {
                // A new exception for each waiting caller, with its own stack trace.
                throw new PoeException(poe.failure(), poe);
            }
            throw new IllegalStateException("The negotiation with the site failed", failed.getCause());
        }
    }
}
