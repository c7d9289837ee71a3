package dev.poemcp.server.jsonrpc;

import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One request in progress. It gets at most one response, and none after a cancellation.
 */
public final class Call {
    private final Object id;
    private final boolean waitsForReply;
    private final ResponseSink sink;
    private final Runnable onEnd;
    private final FutureTask<Void> task;
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean responded = new AtomicBoolean();

    /**
     * @param waitsForReply whether it may take as long as a bot's reply
     * @param work runs on the call's own thread and responds through {@link #respond}
     * @param onEnd called once, after the call has stopped running
     */
    public Call(Object id, boolean waitsForReply, ResponseSink sink, Runnable work, Runnable onEnd) {
        this.id = id;
        this.waitsForReply = waitsForReply;
        this.sink = sink;
        this.onEnd = onEnd;
        this.task = new FutureTask<>(
                () -> {
                    if (started.compareAndSet(false, true)) {
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

    /** Sends the response, unless one was sent or the call was cancelled. */
    public void respond(Object response) {
        if (responded.compareAndSet(false, true)) {
            sink.send(response);
        }
    }

    /** Ends the work without a response. */
    public void cancel() {
        suppressResponse();
        interrupt();
    }

    /** Ends the work; it may still respond that it was ended. */
    public void interrupt() {
        task.cancel(true);
        if (started.compareAndSet(false, true)) {
            end();
        }
    }

    private void end() {
        suppressResponse();
        onEnd.run();
    }

    private void suppressResponse() {
        if (responded.compareAndSet(false, true)) {
            sink.send(null);
        }
    }
}
