package dev.poemcp.poe.site.page;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The home page, loaded once for all that read it at about the same time: formkey, revision and realtime channel. A
 * failure is not kept. Thread-safe.
 */
public final class HomePage {
    /** How long a page is used again: long enough for a start, short enough that its key is the present one. */
    private static final Duration LIFETIME = Duration.ofSeconds(30);

    private final Supplier<SitePage> loader;
    private final Consumer<SitePage> onLoad;
    private final Executor workers;
    private final LongSupplier nanoTime;
    private @Nullable Load latest;

    private record Load(CompletableFuture<SitePage> page, long startedAt) {}

    /**
     * @param loader blocks, has a time limit and throws {@link PoeException}
     * @param onLoad gets every page after those who wait for it
     */
    public HomePage(Supplier<SitePage> loader, Consumer<SitePage> onLoad, Executor workers, LongSupplier nanoTime) {
        this.loader = loader;
        this.onLoad = onLoad;
        this.workers = workers;
        this.nanoTime = nanoTime;
    }

    /** Starts to load the page, unless it is at hand. Returns at once. */
    public void prefetch() {
        var unused = current();
    }

    /** Whether the page is being loaded, or was loaded a moment ago. */
    public synchronized boolean isAtHand() {
        Load load = latest;
        return load != null
                && !load.page().isCompletedExceptionally()
                && nanoTime.getAsLong() - load.startedAt() < LIFETIME.toNanos();
    }

    /** Whether {@link #get} would return a page that others may have read before. */
    public synchronized boolean isLoaded() {
        return isAtHand() && latest != null && latest.page().isDone();
    }

    /**
     * The page at hand, or a new one.
     *
     * @throws PoeException if it cannot be loaded, or {@link PoeFailure.Cancelled} after an interrupt
     */
    public SitePage get() {
        return await(current());
    }

    /** A page that is loaded from now on. */
    public SitePage reload() {
        release();
        return get();
    }

    /** Nobody needs the page any more. */
    public synchronized void release() {
        latest = null;
    }

    private synchronized CompletableFuture<SitePage> current() {
        Load load = latest;
        if (load != null && isAtHand()) {
            return load.page();
        }
        var page = new CompletableFuture<SitePage>();
        latest = new Load(page, nanoTime.getAsLong());
        try {
            workers.execute(() -> load(page));
        } catch (RejectedExecutionException full) {
            page.completeExceptionally(new PoeException(
                    new PoeFailure.RateLimited(
                            "Too much is under way in this process already; the home page was not requested.",
                            Optional.of(Duration.ofSeconds(1))),
                    full));
        }
        return page;
    }

    private void load(CompletableFuture<SitePage> page) {
        try {
            SitePage loaded = loader.get();
            page.complete(loaded);
            onLoad.accept(loaded);
        } catch (RuntimeException | Error failure) {
            page.completeExceptionally(failure);
        }
    }

    private static SitePage await(CompletableFuture<SitePage> page) {
        try {
            return page.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new PoeException(
                    new PoeFailure.Cancelled("The wait for poe.com's home page was interrupted.", Spend.NONE),
                    interrupted);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof PoeException poe) {
                // A new exception for each waiting caller, with its own stack trace.
                throw new PoeException(poe.failure(), poe);
            }
            throw new IllegalStateException("The home page could not be read", failed.getCause());
        }
    }
}
