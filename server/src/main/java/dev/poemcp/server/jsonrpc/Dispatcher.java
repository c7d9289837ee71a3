package dev.poemcp.server.jsonrpc;

import dev.poemcp.server.jsonrpc.RequestHandler.Mode;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dispatches one client's messages: runs its requests within the limit, cancels them, and gives each one response.
 * Independent of protocol revisions and transports.
 */
public final class Dispatcher {
    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

    private final RequestHandler handler;
    private final CallStarter starter;
    private final Runnable onCallEnd;
    private final int maxCalls;
    private final Calls calls = new Calls();

    /** @param onCallEnd called after each call that ran on its own thread */
    public Dispatcher(RequestHandler handler, CallStarter starter, Runnable onCallEnd) {
        this(handler, starter, onCallEnd, CallThreads.maxCalls());
    }

    /** @param maxCalls maximum number of concurrent requests of the client */
    Dispatcher(RequestHandler handler, CallStarter starter, Runnable onCallEnd, int maxCalls) {
        this.handler = handler;
        this.starter = starter;
        this.maxCalls = maxCalls;
        this.onCallEnd = onCallEnd;
    }

    /**
     * Handles one message. Called by one thread at a time where the order of messages matters.
     *
     * @param sink takes the response; called once, unless the message gets none by its nature
     * @param messages takes the messages before the response
     */
    public void accept(Incoming message, ResponseSink sink, Consumer<Object> messages) {
        if (message instanceof Incoming.Request request) {
            request(request, sink, messages);
        } else if (message instanceof Incoming.Notification notification) {
            notification(notification);
        } else if (message instanceof Incoming.Response response) {
            handler.acceptResponse(response);
        } else if (message instanceof Incoming.Malformed malformed) {
            sink.send(JsonRpc.error(malformed));
        } else if (message instanceof Incoming.Batch batch) {
            batch(batch, sink, messages);
        }
    }

    private void batch(Incoming.Batch batch, ResponseSink sink, Consumer<Object> messages) {
        if (!handler.acceptsBatches()) {
            sink.send(JsonRpc.error(
                    null,
                    ErrorCodes.INVALID_REQUEST,
                    "Invalid request: batches belong to revision 2025-03-26 only, and only after initialize."));
            return;
        }
        var all = ResponseSink.batch(batch.responses(), sink);
        batch.messages().forEach(message -> accept(message, all, messages));
    }

    private void notification(Incoming.Notification notification) {
        if (!notification.method().equals("notifications/cancelled")) {
            // No other notification needs an action.
            log.debug("Ignored notification {}", notification.method());
        } else if (notification.params() != null && notification.params().has("requestId")) {
            var call = calls.find(JsonRpc.plainId(notification.params().path("requestId")));
            // The call may have finished, or the id may be unknown; MCP allows both.
            if (call != null) {
                call.cancel();
            }
        }
    }

    private void request(Incoming.Request request, ResponseSink sink, Consumer<Object> messages) {
        var mode = handler.mode(request);
        if (mode == Mode.IMMEDIATE) {
            new Call(request, false, sink, () -> handler.handle(request, messages), call -> {})
                    .task()
                    .run();
            return;
        }
        var call = new Call(
                request, mode == Mode.WAITS_FOR_REPLY, sink, () -> handler.handle(request, messages), ended -> {
                    calls.remove(ended.id());
                    onCallEnd.run();
                });
        if (calls.size() >= maxCalls) {
            sink.send(JsonRpc.error(
                    call.id(),
                    JsonRpc.BUSY,
                    "The server is busy with " + maxCalls + " requests of this client, which is its limit; send more"
                            + " when some are answered."));
        } else if (!calls.add(call)) {
            sink.send(JsonRpc.error(
                    call.id(),
                    ErrorCodes.INVALID_REQUEST,
                    "Invalid request: a request with this id is still being worked on."));
        } else {
            var refusal = starter.start(call.task());
            if (refusal != null) {
                calls.remove(call.id());
                sink.send(JsonRpc.error(call.id(), refusal.code(), refusal.message()));
            }
        }
    }

    /** Whether no call is in progress. */
    public boolean isIdle() {
        return calls.size() == 0;
    }

    /**
     * Lets calls finish and interrupts the others.
     *
     * @param forReplies how long calls that wait for a bot may continue; they are then cancelled at Poe
     * @param forOthers likewise for other calls
     * @param afterInterrupt how long interrupted calls may take to respond
     */
    public void finish(Duration forReplies, Duration forOthers, Duration afterInterrupt) {
        calls.awaitNone(Call::waitsForReply, forReplies).forEach(Call::interrupt);
        calls.awaitNone(call -> true, forOthers.minus(forReplies)).forEach(Call::interrupt);
        calls.awaitNone(call -> true, afterInterrupt);
    }

    /** Returns when no call is in progress, at the latest after {@code atMost}; the number of those that still run. */
    public int await(Duration atMost) {
        return calls.awaitNone(call -> true, atMost).size();
    }

    /** Cancels all calls in progress. */
    public void cancelAll() {
        calls.awaitNone(call -> true, Duration.ZERO).forEach(Call::cancel);
    }
}
