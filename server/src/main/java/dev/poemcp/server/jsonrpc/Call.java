package dev.poemcp.server.jsonrpc;

import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.io.UncheckedIOException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request in progress. It gets at most one response, whatever its work throws, and none after a cancellation.
 */
public final class Call {
    private static final Logger log = LoggerFactory.getLogger(Call.class);

    private final Object id;
    private final String method;
    private final boolean waitsForReply;
    private final ResponseSink sink;
    private final Consumer<Call> onEnd;
    private final FutureTask<Void> task;
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean responded = new AtomicBoolean();

    /**
     * @param waitsForReply whether it may take as long as a bot's reply
     * @param work runs on the call's own thread; returns the response, or null for none
     * @param onEnd called once, after the call has stopped running
     */
    public Call(
            Incoming.Request request,
            boolean waitsForReply,
            ResponseSink sink,
            Supplier<@Nullable Object> work,
            Consumer<Call> onEnd) {
        this.id = JsonRpc.plainId(request.id());
        this.method = request.method();
        this.waitsForReply = waitsForReply;
        this.sink = sink;
        this.onEnd = onEnd;
        this.task = new FutureTask<>(
                () -> {
                    if (started.compareAndSet(false, true)) {
                        try {
                            run(work);
                        } finally {
                            end();
                        }
                    }
                },
                null);
    }

    Object id() {
        return id;
    }

    boolean waitsForReply() {
        return waitsForReply;
    }

    /** Runs the call, unless it was cancelled before. */
    public Runnable task() {
        return task;
    }

    private void run(Supplier<@Nullable Object> work) {
        try {
            var response = work.get();
            if (response != null) {
                respond(response);
            }
        } catch (RuntimeException | Error e) {
            // Also errors: without a response the client would wait forever.
            if (e instanceof UncheckedIOException || Thread.currentThread().isInterrupted()) {
                log.debug("Request {} ended, mostly because the client has disconnected.", method, e);
            } else {
                log.error("Request {} failed.", method, e);
            }
            respond(JsonRpc.error(id, ErrorCodes.INTERNAL_ERROR, "Internal error."));
        }
    }

    private void respond(Object response) {
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
        onEnd.accept(this);
    }

    private void suppressResponse() {
        if (responded.compareAndSet(false, true)) {
            sink.send(null);
        }
    }
}
