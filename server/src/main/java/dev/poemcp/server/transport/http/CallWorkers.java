package dev.poemcp.server.transport.http;

import dev.poemcp.server.jsonrpc.CallThreads;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that calls are worked on with; there is no queue in front of them. */
final class CallWorkers implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CallWorkers.class);

    /** Where users share the server: calls of one of them without any pace, and the pace of further ones. */
    private static final int CALLS_AT_ONCE = 8;

    private static final Duration CALL_INTERVAL = Duration.ofMillis(20);

    private final ExecutorService threads = CallThreads.open();
    private final Quota quota;
    private final RequestPacer pace;
    private final boolean isShared;

    CallWorkers(HttpLimits limits) {
        this.quota = new Quota("calls", limits.calls(), limits.user().calls());
        this.pace = new RequestPacer(CALLS_AT_ONCE, CALL_INTERVAL, System::nanoTime);
        this.isShared = limits.isShared();
    }

    /** Null when the work was started; else it will not be, and this is why. */
    @Nullable
    HttpProblem start(Caller caller, Runnable work) {
        var holding = quota.open(caller);
        var refused = holding.take(1);
        var delay = refused == null && isShared ? pace.delay(caller, quota.heldBy(caller)) : Duration.ZERO;
        if (refused == null
                && !execute(
                        () -> {
                            try (holding) {
                                work.run();
                            }
                        },
                        delay)) {
            refused = HttpProblem.of(HttpProblem.BUSY, "The server is busy; try again in a moment.");
        }
        if (refused != null) {
            holding.close();
        }
        return refused;
    }

    /**
     * Runs what must be done at the end of something, which may have to ask Poe to let go. There is no limit of its own:
     * there are no more ends than beginnings.
     */
    void cleanUp(Runnable work) {
        if (!execute(work, Duration.ZERO)) {
            work.run();
        }
    }

    private boolean execute(Runnable work, Duration delay) {
        try {
            Executor due = delay.isZero()
                    ? threads
                    : CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS, threads);
            due.execute(() -> {
                try {
                    work.run();
                } catch (RuntimeException | Error e) {
                    log.error("A part of the server's work failed.", e);
                }
            });
            return true;
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // The latter when the operating system gives no further thread.
            log.warn("There was no thread for a piece of work: {}", e.toString());
            return false;
        }
    }

    /** Calls at work. */
    long busy() {
        return quota.held();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
