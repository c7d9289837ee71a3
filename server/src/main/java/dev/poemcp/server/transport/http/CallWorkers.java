package dev.poemcp.server.transport.http;

import dev.poemcp.server.jsonrpc.CallStarter;
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

/** The threads that run calls, one per call, without a queue. */
final class CallWorkers implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CallWorkers.class);

    /** On a multi-user server: calls of one user that start at once, and the interval between further ones. */
    private static final int CALLS_AT_ONCE = 8;

    private static final Duration CALL_INTERVAL = Duration.ofMillis(20);

    private final ExecutorService threads = CallThreads.open();
    private final Quota quota;
    private final RequestPacer pacer;
    private final boolean isMultiUser;

    CallWorkers(HttpLimits limits) {
        this.quota = new Quota("calls", limits.calls(), limits.user().calls());
        this.pacer = new RequestPacer(CALLS_AT_ONCE, CALL_INTERVAL, System::nanoTime);
        this.isMultiUser = limits.isMultiUser();
    }

    /** Starts the work; returns null, or the reason why it is not started. */
    @Nullable
    HttpProblem start(Caller caller, Runnable work) {
        var allocation = quota.open(caller);
        var rejection = allocation.acquire(1);
        var delay = rejection == null && isMultiUser ? pacer.delay(caller, quota.heldBy(caller)) : Duration.ZERO;
        if (rejection == null
                && !execute(
                        () -> {
                            try (allocation) {
                                work.run();
                            }
                        },
                        delay)) {
            rejection = HttpProblem.of(HttpProblem.BUSY, "The server is busy; try again in a moment.");
        }
        if (rejection != null) {
            allocation.close();
        }
        return rejection;
    }

    /** Starts a call of a session. */
    CallStarter.@Nullable Refusal startCall(Caller caller, Runnable work) {
        var problem = start(caller, work);
        return problem == null ? null : new CallStarter.Refusal(problem.code(), problem.message());
    }

    /**
     * Runs cleanup work, which may send requests to Poe. It has no limit of its own, because there is at most one
     * cleanup for each call, session or stream.
     */
    void cleanUp(Runnable work) {
        if (!execute(work, Duration.ZERO)) {
            work.run();
        }
    }

    private boolean execute(Runnable work, Duration delay) {
        try {
            Executor executor = delay.isZero()
                    ? threads
                    : CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS, threads);
            executor.execute(() -> {
                try {
                    work.run();
                } catch (RuntimeException | Error e) {
                    log.error("A server task failed.", e);
                }
            });
            return true;
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // OutOfMemoryError: the operating system provides no further thread.
            log.warn("No thread could be started: {}", e.toString());
            return false;
        }
    }

    /** Calls in progress. */
    long activeCalls() {
        return quota.held();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
