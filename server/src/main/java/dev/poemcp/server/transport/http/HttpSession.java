package dev.poemcp.server.transport.http;

import dev.poemcp.server.jsonrpc.Call;
import dev.poemcp.server.jsonrpc.Calls;
import dev.poemcp.server.jsonrpc.Incoming;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.jsonrpc.ResponseSink;
import dev.poemcp.server.jsonrpc.SessionStream;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.InitializeRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's session, of a revision that starts with {@code initialize}. Which connection a message comes by is not
 * its business, and neither is a connection's end: by these revisions that cancels nothing.
 */
final class HttpSession implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HttpSession.class);
    /** More than a tool may be told to wait. */
    private static final Duration LONGEST_CALL = Duration.ofHours(2);

    private static final int MAX_CALLS = 512;
    private static final Duration AFTER_INTERRUPT = Duration.ofMillis(100);

    private final String id = UUID.randomUUID().toString();
    private final Services.Lease lease;
    private final CallWorkers workers;
    private final Calls calls = new Calls();
    private volatile @Nullable McpStreamableServerSession session;
    private volatile @Nullable EventStream listening;
    private volatile String revision = "";
    private final LongSupplier nanoTime;
    private volatile long lastUsed;

    /** @param lease closed with the conversation */
    HttpSession(Services.Lease lease, CallWorkers workers, LongSupplier nanoTime) {
        this.lease = lease;
        this.workers = workers;
        this.nanoTime = nanoTime;
        this.lastUsed = nanoTime.getAsLong();
    }

    /** Whose it is. */
    Caller caller() {
        return lease.caller();
    }

    /** As {@link System#nanoTime()}. */
    long lastUsed() {
        return lastUsed;
    }

    String id() {
        return id;
    }

    String revision() {
        return revision;
    }

    /** Whether it was begun with the same credentials. */
    boolean belongsTo(Services.Lease caller) {
        return lease.key().equals(caller.key());
    }

    void used() {
        lastUsed = nanoTime.getAsLong();
    }

    boolean isIdle(long now, Duration limit) {
        var stream = listening;
        return now - lastUsed >= limit.toNanos() && calls.size() == 0 && (stream == null || stream.isOver());
    }

    /** Opens the session; answers with what the server is, or with an error. */
    void initialize(Incoming.Request request, ResponseSink outlet) {
        var messageId = JsonRpc.plainId(request.id());
        try {
            var opening = JsonRpc.JSON.convertValue(
                    request.params() == null ? Map.of() : request.params(), InitializeRequest.class);
            var start = lease.service().sessions().startSession(opening);
            var result = start.initResult().block();
            if (result == null) {
                throw new IllegalStateException("The session did not open.");
            }
            revision = result.protocolVersion();
            session = start.session();
            outlet.answer(JSONRPCResponse.result(messageId, result));
        } catch (IllegalArgumentException e) {
            outlet.answer(JsonRpc.error(
                    messageId,
                    ErrorCodes.INVALID_PARAMS,
                    "Invalid params: they do not have the shape that the protocol gives them."));
        } catch (RuntimeException | Error e) {
            log.error("A session could not be opened.", e);
            outlet.answer(JsonRpc.error(messageId, ErrorCodes.INTERNAL_ERROR, "Internal error."));
        }
    }

    boolean isOpen() {
        return session != null;
    }

    /** From now on, messages that belong to no request go this way. */
    void listen(EventStream stream) {
        var before = listening;
        listening = stream;
        if (before != null && before != stream) {
            before.end();
        }
        var open = session;
        if (open != null) {
            open.listeningStream(new ToStream(stream::post));
        }
    }

    /**
     * Takes one message.
     *
     * @param outlet called once for a request, not at all for anything else
     * @param before takes what comes before the answer to a request
     */
    void accept(Incoming message, ResponseSink outlet, Consumer<Object> before) {
        used();
        if (message instanceof Incoming.Malformed malformed) {
            outlet.answer(JsonRpc.error(malformed.id(), malformed.code(), malformed.why()));
        } else if (message instanceof Incoming.Request request) {
            request(request, outlet, before);
        } else if (message instanceof Incoming.Notification notification) {
            notification(notification);
        } else if (message instanceof Incoming.Response response) {
            response(response);
        }
    }

    private void request(Incoming.Request request, ResponseSink outlet, Consumer<Object> before) {
        var messageId = JsonRpc.plainId(request.id());
        var open = session;
        if (request.method().equals(McpSchema.METHOD_PING)) {
            outlet.answer(JSONRPCResponse.result(messageId, Map.of()));
        } else if (request.method().equals(McpSchema.METHOD_INITIALIZE)) {
            outlet.answer(JsonRpc.error(
                    messageId, ErrorCodes.INVALID_REQUEST, "Invalid request: initialize comes once, and alone."));
        } else if (open == null) {
            outlet.answer(JsonRpc.error(
                    messageId, ErrorCodes.INVALID_REQUEST, "Invalid request: the first request is initialize."));
        } else {
            start(open, request, outlet, before);
        }
    }

    private void start(
            McpStreamableServerSession open, Incoming.Request request, ResponseSink outlet, Consumer<Object> before) {
        var messageId = JsonRpc.plainId(request.id());
        var call = new Call(messageId, true, outlet, () -> work(open, request, before), () -> {
            calls.remove(messageId);
            used();
        });
        if (calls.size() >= MAX_CALLS || !calls.add(call)) {
            var busy = calls.size() >= MAX_CALLS;
            outlet.answer(JsonRpc.error(
                    messageId,
                    busy ? JsonRpc.BUSY : ErrorCodes.INVALID_REQUEST,
                    busy
                            ? "This session is busy with " + MAX_CALLS + " requests; send more when some are answered."
                            : "Invalid request: a request with this id is still being worked on."));
        } else {
            var refused = workers.start(lease.caller(), call.task());
            if (refused != null) {
                calls.remove(messageId);
                outlet.answer(JsonRpc.error(messageId, refused.code(), refused.message()));
            }
        }
    }

    private void work(McpStreamableServerSession open, Incoming.Request request, Consumer<Object> before) {
        var messageId = JsonRpc.plainId(request.id());
        try {
            open.responseStream(new ToStream(message -> {
                        if (message instanceof JSONRPCResponse response) {
                            answer(messageId, response);
                        } else {
                            before.accept(message);
                        }
                    }))
                    .handle(new JSONRPCRequest(request.method(), messageId, request.params()))
                    .block();
        } catch (RuntimeException | Error e) {
            // Errors, too: a request without an answer would leave the client waiting for ever.
            if (!Thread.currentThread().isInterrupted()) {
                log.error("Request {} could not be answered.", request.method(), e);
            }
            answer(messageId, JsonRpc.error(messageId, ErrorCodes.INTERNAL_ERROR, "Internal error."));
        }
    }

    private void answer(Object messageId, Object response) {
        var call = calls.find(messageId);
        if (call != null) {
            call.answer(response);
        }
    }

    private void notification(Incoming.Notification notification) {
        // The only one that asks for something here; that the client is initialised was seen by its session id.
        if (notification.method().equals("notifications/cancelled") && notification.params() != null) {
            var which = notification.params().get("requestId");
            var call = which == null ? null : calls.find(JsonRpc.plainId(which));
            if (call != null) {
                call.cancel();
            }
        }
    }

    private void response(Incoming.Response response) {
        var open = session;
        if (open == null) {
            return;
        }
        try {
            var error = response.error() == null
                    ? null
                    : JsonRpc.JSON.convertValue(response.error(), JSONRPCResponse.JSONRPCError.class);
            open.accept(new JSONRPCResponse(
                            McpSchema.JSONRPC_VERSION, JsonRpc.plainId(response.id()), response.result(), error))
                    .block();
        } catch (RuntimeException e) {
            log.warn("An answer of the client could not be used: {}", e.toString());
        }
    }

    /** Ends the calls that run, and returns when they are over or the time is. */
    void finish(Duration grace) {
        calls.awaitNone(call -> true, grace).forEach(Call::interrupt);
        // To say that they were ended.
        calls.awaitNone(call -> true, AFTER_INTERRUPT);
    }

    /** Returns when nothing runs any more. */
    void finishUndisturbed() {
        var left = calls.awaitNone(call -> true, LONGEST_CALL);
        if (!left.isEmpty()) {
            log.warn("{} calls outlived their client for too long.", left.size());
        }
    }

    /** Cancels what runs, and ends the streams. */
    @Override
    public void close() {
        try (lease) {
            calls.awaitNone(call -> true, Duration.ZERO).forEach(Call::cancel);
            var stream = listening;
            if (stream != null) {
                stream.end();
            }
            var open = session;
            if (open != null) {
                open.close();
            }
        }
    }

    private static final class ToStream extends SessionStream {
        private final Consumer<JSONRPCMessage> out;

        ToStream(Consumer<JSONRPCMessage> out) {
            this.out = out;
        }

        @Override
        protected void send(JSONRPCMessage message) {
            out.accept(message);
        }
    }
}
