package dev.poemcp.server.transport.http;

import dev.poemcp.server.transport.CallThreads;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that calls are worked on with; there is no queue in front of them. */
final class Workers implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Workers.class);

    private final ExecutorService threads = CallThreads.open();
    private final Quota quota;

    Workers(HttpLimits limits) {
        this.quota = new Quota("calls", limits.calls(), limits.user().calls());
    }

    /** Null when the work was started; else it will not be, and this is why. */
    @Nullable
    Problem start(Caller caller, Runnable work) {
        var holding = quota.open(caller);
        var refused = holding.take(1);
        if (refused == null
                && !execute(() -> {
                    try (holding) {
                        work.run();
                    }
                })) {
            refused = Problem.of(Problem.BUSY, "The server is busy; try again in a moment.");
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
        if (!execute(work)) {
            work.run();
        }
    }

    private boolean execute(Runnable work) {
        try {
            threads.execute(() -> {
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
