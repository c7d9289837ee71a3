package dev.poemcp.poe;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * An answer that may still be growing. Nothing is queued for a slow reader: {@code onUpdate} always gets the newest
 * state, so a reader that takes its time sees fewer, larger steps and never stale ones.
 */
public interface LiveReply extends AutoCloseable {
    /** What is known now; asks nobody. */
    Reply now();

    /**
     * Waits until the answer has ended, its extras (suggested replies at most 2 s after the text, points) included, or
     * until {@code wait} is over; then returns what there is, {@link Reply.State#IN_PROGRESS} in the second case.
     * A failed answer is returned, not thrown.
     *
     * <p>An interrupt cancels the answer at Poe, within a second and off this thread, and throws
     * {@link PoeFailure.Cancelled}.
     *
     * @param onUpdate called on this thread, with every newer state of the text; may block for pacing
     */
    Reply await(Duration wait, Consumer<Reply> onUpdate);

    /** Stops listening; the answer goes on at Poe. Has no effect when called again. */
    @Override
    void close();
}
