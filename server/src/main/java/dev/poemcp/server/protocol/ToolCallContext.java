package dev.poemcp.server.protocol;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.server.tools.api.CallContext;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One call as its handler sees it. Thread-safe, since a call may ask several bots in parallel. */
final class ToolCallContext implements CallContext {
    /** At most 20 notifications a second. */
    private static final Duration MIN_INTERVAL = Duration.ofMillis(50);

    /**
     * Clients drop progress that they read together with the result; the contract is 20 ms, the rest allows for timers.
     */
    private static final Duration RESULT_DELAY = Duration.ofMillis(25);

    private final McpClient client;
    private final @Nullable Object progressToken;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition neverSignalled = lock.newCondition();
    private boolean open = true;
    private boolean sentAny;
    private long lastSent;
    private double lastProgress;

    /**
     * @param progressToken null if the caller wants no progress
     * @param nanoTime as {@link System#nanoTime()}
     */
    ToolCallContext(McpClient client, @Nullable Object progressToken, LongSupplier nanoTime) {
        this.client = client;
        this.progressToken = progressToken;
        this.nanoTime = nanoTime;
    }

    @Override
    public boolean wantsProgress() {
        return progressToken != null;
    }

    @Override
    public void progress(double progress, String message) {
        if (progressToken == null) {
            return;
        }
        lock.lock();
        try {
            if (open && awaitPause(MIN_INTERVAL) && open) {
                // The protocol requires it to grow, whatever the handler passes.
                lastProgress = sentAny ? Math.max(progress, lastProgress + 1) : progress;
                client.notify(
                        McpSchema.METHOD_NOTIFICATION_PROGRESS,
                        ProgressNotification.builder(progressToken, lastProgress)
                                .message(message)
                                .build());
                lastSent = nanoTime.getAsLong();
                sentAny = true;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the progress; returns when the result may follow. */
    void finish() {
        lock.lock();
        try {
            open = false;
            awaitPause(RESULT_DELAY);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until this much time has passed since the last notification; false if the call was cancelled meanwhile. */
    private boolean awaitPause(Duration pause) {
        try {
            var nanos = sentAny ? pause.toNanos() - (nanoTime.getAsLong() - lastSent) : 0;
            while (nanos > 0) {
                nanos = neverSignalled.awaitNanos(nanos);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public Answer confirm(String question) {
        try {
            return Confirmation.ask(question, client);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PoeException(
                    new PoeFailure.Cancelled("The call was cancelled before the user had answered.", Spend.NONE), e);
        }
    }
}
