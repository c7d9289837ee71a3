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
 * One client's session, in the revisions that start with {@code initialize}. It is independent of connections: in these
 * revisions a closed connection cancels nothing.
 */
final class HttpSession implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HttpSession.class);
    /** Longer than the maximum wait of any tool. */
    private static final Duration MAX_CALL_DURATION = Duration.ofHours(2);

    private static final int MAX_CALLS = 512;
    private static final Duration AFTER_INTERRUPT = Duration.ofMillis(100);

    private final String id = UUID.randomUUID().toString();
    private final Services.Lease lease;
    private final CallWorkers workers;
    private final Calls calls = new Calls();
    private volatile @Nullable McpStreamableServerSession session;
    private volatile @Nullable EventStream listenStream;
    private volatile String revision = "";
    private final LongSupplier nanoTime;
    private volatile long lastUsed;

    /** @param lease closed with the session */
    HttpSession(Services.Lease lease, CallWorkers workers, LongSupplier nanoTime) {
        this.lease = lease;
        this.workers = workers;
        this.nanoTime = nanoTime;
        this.lastUsed = nanoTime.getAsLong();
    }

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

    /** Whether the session was opened with the same credentials. */
    boolean belongsTo(Services.Lease caller) {
        return lease.key().equals(caller.key());
    }

    void touch() {
        lastUsed = nanoTime.getAsLong();
    }

    boolean isIdle(long now, Duration limit) {
        var stream = listenStream;
        return now - lastUsed >= limit.toNanos() && calls.size() == 0 && (stream == null || stream.isEnded());
    }

    /** Opens the session; responds with the initialize result or an error. */
    void initialize(Incoming.Request request, ResponseSink sink) {
        var messageId = JsonRpc.plainId(request.id());
        try {
            var initializeRequest = JsonRpc.JSON.convertValue(
                    request.params() == null ? Map.of() : request.params(), InitializeRequest.class);
            var start = lease.service().sessions().startSession(initializeRequest);
            var result = start.initResult().block();
            if (result == null) {
                throw new IllegalStateException("The session did not open.");
            }
            revision = result.protocolVersion();
            session = start.session();
            sink.send(JSONRPCResponse.result(messageId, result));
        } catch (IllegalArgumentException e) {
            sink.send(JsonRpc.error(
                    messageId,
                    ErrorCodes.INVALID_PARAMS,
                    "Invalid params: they do not have the shape that the protocol gives them."));
        } catch (RuntimeException | Error e) {
            log.error("A session could not be opened.", e);
            sink.send(JsonRpc.error(messageId, ErrorCodes.INTERNAL_ERROR, "Internal error."));
        }
    }

    boolean isOpen() {
        return session != null;
    }

    /** Uses the stream for messages that belong to no request, and ends the previous one. */
    void listen(EventStream stream) {
        var previous = listenStream;
        listenStream = stream;
        if (previous != null && previous != stream) {
            previous.end();
        }
        var current = session;
        if (current != null) {
            current.listeningStream(new ConsumerStream(stream::post));
        }
    }

    /**
     * Handles one message.
     *
     * @param sink called once for a request, and not for other messages
     * @param messages takes the messages before the response to a request
     */
    void accept(Incoming message, ResponseSink sink, Consumer<Object> messages) {
        touch();
        if (message instanceof Incoming.Malformed malformed) {
            sink.send(JsonRpc.error(malformed.id(), malformed.code(), malformed.reason()));
        } else if (message instanceof Incoming.Request request) {
            request(request, sink, messages);
        } else if (message instanceof Incoming.Notification notification) {
            notification(notification);
        } else if (message instanceof Incoming.Response response) {
            response(response);
        }
    }

    private void request(Incoming.Request request, ResponseSink sink, Consumer<Object> messages) {
        var messageId = JsonRpc.plainId(request.id());
        var current = session;
        if (request.method().equals(McpSchema.METHOD_PING)) {
            sink.send(JSONRPCResponse.result(messageId, Map.of()));
        } else if (request.method().equals(McpSchema.METHOD_INITIALIZE)) {
            sink.send(JsonRpc.error(
                    messageId, ErrorCodes.INVALID_REQUEST, "Invalid request: initialize comes once, and alone."));
        } else if (current == null) {
            sink.send(JsonRpc.error(
                    messageId, ErrorCodes.INVALID_REQUEST, "Invalid request: the first request is initialize."));
        } else {
            start(current, request, sink, messages);
        }
    }

    private void start(
            McpStreamableServerSession current,
            Incoming.Request request,
            ResponseSink sink,
            Consumer<Object> messages) {
        var messageId = JsonRpc.plainId(request.id());
        var call = new Call(messageId, true, sink, () -> runCall(current, request, messages), () -> {
            calls.remove(messageId);
            touch();
        });
        if (calls.size() >= MAX_CALLS || !calls.add(call)) {
            var busy = calls.size() >= MAX_CALLS;
            sink.send(JsonRpc.error(
                    messageId,
                    busy ? JsonRpc.BUSY : ErrorCodes.INVALID_REQUEST,
                    busy
                            ? "This session is busy with " + MAX_CALLS + " requests; send more when some are answered."
                            : "Invalid request: a request with this id is still being worked on."));
        } else {
            var rejection = workers.start(lease.caller(), call.task());
            if (rejection != null) {
                calls.remove(messageId);
                sink.send(JsonRpc.error(messageId, rejection.code(), rejection.message()));
            }
        }
    }

    private void runCall(McpStreamableServerSession current, Incoming.Request request, Consumer<Object> messages) {
        var messageId = JsonRpc.plainId(request.id());
        try {
            current.responseStream(new ConsumerStream(message -> {
                        if (message instanceof JSONRPCResponse response) {
                            respond(messageId, response);
                        } else {
                            messages.accept(message);
                        }
                    }))
                    .handle(new JSONRPCRequest(request.method(), messageId, request.params()))
                    .block();
        } catch (RuntimeException | Error e) {
            // Also errors: without a response the client would wait forever.
            if (!Thread.currentThread().isInterrupted()) {
                log.error("Request {} failed.", request.method(), e);
            }
            respond(messageId, JsonRpc.error(messageId, ErrorCodes.INTERNAL_ERROR, "Internal error."));
        }
    }

    private void respond(Object messageId, Object response) {
        var call = calls.find(messageId);
        if (call != null) {
            call.respond(response);
        }
    }

    private void notification(Incoming.Notification notification) {
        // Other notifications need no action; the session id shows that the client is initialized.
        if (notification.method().equals("notifications/cancelled") && notification.params() != null) {
            var which = notification.params().get("requestId");
            var call = which == null ? null : calls.find(JsonRpc.plainId(which));
            if (call != null) {
                call.cancel();
            }
        }
    }

    private void response(Incoming.Response response) {
        var current = session;
        if (current == null) {
            return;
        }
        try {
            var error = response.error() == null
                    ? null
                    : JsonRpc.JSON.convertValue(response.error(), JSONRPCResponse.JSONRPCError.class);
            current.accept(new JSONRPCResponse(
                            McpSchema.JSONRPC_VERSION, JsonRpc.plainId(response.id()), response.result(), error))
                    .block();
        } catch (RuntimeException e) {
            log.warn("A response of the client could not be used: {}", e.toString());
        }
    }

    /** Waits for the calls in progress, and interrupts those that run longer than {@code grace}. */
    void finish(Duration grace) {
        calls.awaitNone(call -> true, grace).forEach(Call::interrupt);
        // Time for interrupted calls to respond.
        calls.awaitNone(call -> true, AFTER_INTERRUPT);
    }

    /** Returns when no call is in progress. */
    void awaitCalls() {
        var left = calls.awaitNone(call -> true, MAX_CALL_DURATION);
        if (!left.isEmpty()) {
            log.warn("{} calls still run long after their client disconnected.", left.size());
        }
    }

    /** Cancels the calls in progress and ends the streams. */
    @Override
    public void close() {
        try (lease) {
            calls.awaitNone(call -> true, Duration.ZERO).forEach(Call::cancel);
            var stream = listenStream;
            if (stream != null) {
                stream.end();
            }
            var current = session;
            if (current != null) {
                current.close();
            }
        }
    }

    private static final class ConsumerStream extends SessionStream {
        private final Consumer<JSONRPCMessage> out;

        ConsumerStream(Consumer<JSONRPCMessage> out) {
            this.out = out;
        }

        @Override
        protected void send(JSONRPCMessage message) {
            out.accept(message);
        }
    }
}
