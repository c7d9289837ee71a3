package dev.poemcp.poe.site.session;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was settled with the site. However many ask at once, it is settled once, on a thread of its own, so
 * that one caller's interrupt spoils nothing for the others. A failure is not remembered.
 */
final class Session {
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final Settling settling;
    private final ThreadFactory threads;
    private final AtomicReference<@Nullable CompletableFuture<Settled>> flight = new AtomicReference<>();

    Session(Settling settling, ThreadFactory threads) {
        this.settling = settling;
        this.threads = threads;
    }

    Settled settled() {
        var present = flight.get();
        return await(present != null ? present : launch(null, () -> settling.settle()));
    }

    /** After a refusal: what is settled by now, checked, and found out anew where it no longer holds. */
    Settled afterRefusal(Settled refused) {
        var present = flight.get();
        boolean isPresent = present != null
                && present.isDone()
                && !present.isCompletedExceptionally()
                && present.join().equals(refused);
        if (!isPresent) {
            return settled();
        }
        return await(launch(present, () -> settling.stillHolds(refused) ? refused : settling.settle()));
    }

    private CompletableFuture<Settled> launch(@Nullable CompletableFuture<Settled> instead, Supplier<Settled> work) {
        var mine = new CompletableFuture<Settled>();
        if (!flight.compareAndSet(instead, mine)) {
            var theirs = flight.get();
            return theirs != null ? theirs : launch(null, () -> settling.settle());
        }
        threads.newThread(() -> {
                    try {
                        mine.complete(work.get());
                    } catch (RuntimeException | Error failure) {
                        flight.compareAndSet(mine, null);
                        mine.completeExceptionally(failure);
                    }
                })
                .start();
        return mine;
    }

    private static Settled await(CompletableFuture<Settled> flight) {
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
            throw new IllegalStateException("Settling with the site failed", failed.getCause());
        }
    }
}
