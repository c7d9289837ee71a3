package dev.poemcp.poe;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * A reply that may still be in progress. Updates are not queued: {@code onUpdate} always gets the newest state, so a
 * slow reader gets fewer, larger updates and never a stale one.
 */
public interface LiveReply extends AutoCloseable {
    /** The current state; sends no request. */
    Reply now();

    /**
     * Waits until the reply has ended, including its extras (suggested replies at most 2 s after the text, points),
     * or until {@code wait} is over; then returns the current state, {@link Reply.State#IN_PROGRESS} in the second
     * case. A failed reply is returned, not thrown.
     *
     * <p>An interrupt cancels the reply at Poe, within a second and on another thread, and throws
     * {@link PoeFailure.Cancelled}.
     *
     * @param onUpdate called on this thread with each new state of the text; may block to slow down updates
     */
    Reply await(Duration wait, Consumer<Reply> onUpdate);

    /** Stops listening; the reply continues at Poe. Idempotent. */
    @Override
    void close();
}
