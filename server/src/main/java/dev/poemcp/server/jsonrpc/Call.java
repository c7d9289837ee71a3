package dev.poemcp.server.jsonrpc;

import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One request that is being worked on. It is answered at most once; after a cancellation not at all.
 */
public final class Call {
    private final Object id;
    private final boolean waitsForReply;
    private final ResponseSink outlet;
    private final Runnable onEnd;
    private final FutureTask<Void> task;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean answered = new AtomicBoolean();

    /**
     * @param waitsForReply whether it may take as long as a bot's answer
     * @param work runs on the call's own thread and answers through {@link #answer}
     * @param onEnd called once, when nothing of the call runs any more
     */
    public Call(Object id, boolean waitsForReply, ResponseSink outlet, Runnable work, Runnable onEnd) {
        this.id = id;
        this.waitsForReply = waitsForReply;
        this.outlet = outlet;
        this.onEnd = onEnd;
        this.task = new FutureTask<>(
                () -> {
                    if (begun.compareAndSet(false, true)) {
                        try {
                            work.run();
                        } finally {
                            end();
                        }
                    }
                },
                null);
    }

    public Object id() {
        return id;
    }

    public boolean waitsForReply() {
        return waitsForReply;
    }

    public Runnable task() {
        return task;
    }

    /** Sends the answer, unless there was one or the client no longer wants it. */
    public void answer(Object response) {
        if (answered.compareAndSet(false, true)) {
            outlet.answer(response);
        }
    }

    /** Ends the work; there will be no answer. */
    public void cancel() {
        suppressAnswer();
        interrupt();
    }

    /** Ends the work; it may still answer that it was ended. */
    public void interrupt() {
        task.cancel(true);
        if (begun.compareAndSet(false, true)) {
            end();
        }
    }

    private void end() {
        suppressAnswer();
        onEnd.run();
    }

    private void suppressAnswer() {
        if (answered.compareAndSet(false, true)) {
            outlet.answer(null);
        }
    }
}
