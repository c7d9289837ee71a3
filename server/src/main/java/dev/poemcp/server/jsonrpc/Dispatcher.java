package dev.poemcp.server.jsonrpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dispatches a client's messages: the handshake, pings, cancellations and the client's responses run on the reader's
 * thread, every other request on its own thread. {@link #accept} is called by one thread.
 */
public final class Dispatcher {
    /** Maximum number of concurrent requests of one client. */
    public static final int MAX_IN_FLIGHT = 512;

    /** How long a call that waits for a bot may run after the client has disconnected; then it is cancelled at Poe. */
    private static final Duration GRACE_FOR_REPLIES = Duration.ofMillis(300);

    /** How long any other call may run after the client has disconnected. */
    public static final Duration GRACE = Duration.ofSeconds(2);

    private static final Duration GRACE_AFTER_INTERRUPT = Duration.ofMillis(400);
    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

    private final McpServerSession session;
    private final Sessionless sessionless;
    private final LineWriter writer;
    private final McpJsonMapper json;
    private final Predicate<JSONRPCRequest> waitsForReply;
    private final Calls calls = new Calls();
    private final ExecutorService threads = CallThreads.open();
    private final ResponseSink lineSink;
    private final Duration grace;
    private Handshake handshake = Handshake.NOT_STARTED;
    private volatile boolean finishing;
    private volatile @Nullable String version;

    private enum Handshake {
        NOT_STARTED,
        ANSWERED,
        DONE
    }

    public Dispatcher(
            McpServerSession session,
            Sessionless sessionless,
            LineWriter writer,
            McpJsonMapper json,
            Predicate<JSONRPCRequest> waitsForReply,
            Duration grace) {
        this.session = session;
        this.sessionless = sessionless;
        this.writer = writer;
        this.json = json;
        this.waitsForReply = waitsForReply;
        this.grace = grace;
        this.lineSink = ResponseSink.line(writer::write);
    }

    public void accept(Incoming message) {
        if (finishing) {
            return;
        }
        try {
            if (message instanceof Incoming.Batch batch) {
                acceptBatch(batch);
            } else {
                acceptOne(message, lineSink, false);
            }
        } catch (UncheckedIOException e) {
            log.debug("The client has disconnected.", e);
        }
    }

    private void acceptBatch(Incoming.Batch batch) {
        if (!ProtocolVersions.MCP_2025_03_26.equals(version)) {
            lineSink.send(JsonRpc.error(
                    null,
                    ErrorCodes.INVALID_REQUEST,
                    "Invalid request: batches belong to revision 2025-03-26 only, and only after initialize."));
            return;
        }
        var expected = batch.messages().stream()
                .filter(message -> message instanceof Incoming.Request || message instanceof Incoming.Malformed)
                .count();
        var sink = ResponseSink.batch((int) expected, writer::write);
        batch.messages().forEach(message -> acceptOne(message, sink, true));
    }

    private void acceptOne(Incoming message, ResponseSink sink, boolean inBatch) {
        if (message instanceof Incoming.Malformed malformed) {
            sink.send(JsonRpc.error(plainOrNull(malformed.id()), malformed.code(), malformed.reason()));
        } else if (message instanceof Incoming.Notification notification) {
            notification(notification);
        } else if (message instanceof Incoming.Response response) {
            response(response);
        } else if (message instanceof Incoming.Request request) {
            request(request, sink, inBatch);
        }
    }

    private void notification(Incoming.Notification notification) {
        switch (notification.method()) {
            case McpSchema.METHOD_NOTIFICATION_INITIALIZED -> {
                if (handshake == Handshake.ANSWERED) {
                    completeHandshake();
                }
            }
            case "notifications/cancelled" -> {
                var id = notification.params() == null
                        ? null
                        : notification.params().get("requestId");
                var call = id == null ? null : calls.find(JsonRpc.plainId(id));
                // The call may have finished, or the id may be unknown; MCP allows both.
                if (call != null) {
                    call.cancel();
                }
            }
            default -> log.debug("Ignored notification {}", notification.method());
        }
    }

    private void response(Incoming.Response response) {
        try {
            var error = response.error() == null
                    ? null
                    : json.convertValue(response.error(), JSONRPCResponse.JSONRPCError.class);
            session.handle(new JSONRPCResponse(
                            McpSchema.JSONRPC_VERSION, JsonRpc.plainId(response.id()), response.result(), error))
                    .block();
        } catch (RuntimeException e) {
            log.warn("A response of the client could not be used: {}", e.toString());
        }
    }

    private void request(Incoming.Request request, ResponseSink sink, boolean inBatch) {
        if (sessionless.accepts(request)) {
            start(sessionlessCall(request, sink), sink);
        } else if (request.method().equals(McpSchema.METHOD_PING)) {
            // The SDK's session would delay a ping until the handshake is complete.
            sink.send(JSONRPCResponse.result(JsonRpc.plainId(request.id()), Map.of()));
        } else if (request.method().equals(McpSchema.METHOD_INITIALIZE)) {
            initialize(request, sink, inBatch);
        } else if (handshake == Handshake.NOT_STARTED) {
            sink.send(JsonRpc.error(
                    JsonRpc.plainId(request.id()),
                    ErrorCodes.INVALID_REQUEST,
                    "Invalid request: the first request is initialize."));
        } else {
            completeHandshake();
            start(call(request, sink), sink);
        }
    }

    private void initialize(Incoming.Request request, ResponseSink sink, boolean inBatch) {
        if (inBatch || handshake != Handshake.NOT_STARTED) {
            sink.send(JsonRpc.error(
                    JsonRpc.plainId(request.id()),
                    ErrorCodes.INVALID_REQUEST,
                    "Invalid request: initialize comes once, and alone."));
            return;
        }
        // On this thread, so that no other message is answered before it.
        var call = call(request, sink);
        calls.add(call);
        call.task().run();
        if (version != null) {
            handshake = Handshake.ANSWERED;
        }
    }

    /** Also called when a client omits {@code notifications/initialized}: its requests would wait forever. */
    private void completeHandshake() {
        if (handshake == Handshake.ANSWERED) {
            handshake = Handshake.DONE;
            session.handle(new JSONRPCNotification(McpSchema.METHOD_NOTIFICATION_INITIALIZED, Map.of()))
                    .block();
        }
    }

    private void start(Call call, ResponseSink sink) {
        if (calls.size() >= MAX_IN_FLIGHT) {
            sink.send(JsonRpc.error(
                    call.id(),
                    JsonRpc.BUSY,
                    "The server is busy with " + MAX_IN_FLIGHT + " requests; send more when some are answered."));
            return;
        }
        if (!calls.add(call)) {
            sink.send(JsonRpc.error(
                    call.id(),
                    ErrorCodes.INVALID_REQUEST,
                    "Invalid request: a request with this id is still being worked on."));
            return;
        }
        threads.execute(call.task());
    }

    private Call call(Incoming.Request request, ResponseSink sink) {
        var id = JsonRpc.plainId(request.id());
        var message = new JSONRPCRequest(request.method(), id, request.params());
        return new Call(id, waitsForReply.test(message), sink, () -> run(message), () -> calls.remove(id));
    }

    private Call sessionlessCall(Incoming.Request request, ResponseSink sink) {
        var id = JsonRpc.plainId(request.id());
        var message = new JSONRPCRequest(request.method(), id, request.params());
        return new Call(
                id,
                sessionless.isOpenEnded(request) || waitsForReply.test(message),
                sink,
                () -> runSessionless(request),
                () -> calls.remove(id));
    }

    private void runSessionless(Incoming.Request request) {
        var id = JsonRpc.plainId(request.id());
        Object response;
        try {
            response = sessionless.handle(request, writer::write);
        } catch (UncheckedIOException e) {
            log.debug("The client has disconnected.", e);
            return;
        } catch (RuntimeException | Error e) {
            log.error("Request {} failed.", request.method(), e);
            response = JsonRpc.error(id, ErrorCodes.INTERNAL_ERROR, "Internal error.");
        }
        var call = calls.find(id);
        if (call != null && response != null) {
            call.respond(response);
        }
    }

    private void run(JSONRPCRequest request) {
        try {
            session.handle(request).block();
        } catch (UncheckedIOException e) {
            log.debug("The client has disconnected.", e);
        } catch (RuntimeException | Error e) {
            // Also errors: without a response the client would wait forever.
            log.error("Request {} failed.", request.method(), e);
            var call = calls.find(request.id());
            if (call != null) {
                call.respond(JSONRPCResponse.error(
                        request.id(),
                        new JSONRPCResponse.JSONRPCError(ErrorCodes.INTERNAL_ERROR, "Internal error.", null)));
            }
        }
    }

    /** Sends the session's response to a request. */
    public void respond(JSONRPCResponse response) {
        if (response.result() instanceof McpSchema.InitializeResult result) {
            version = result.protocolVersion();
        }
        var call = calls.find(response.id());
        if (call != null) {
            call.respond(response);
        }
    }

    /** Lets quick calls finish and interrupts the others; returns within 3 seconds. */
    public void finish() {
        finishing = true;
        calls.awaitNone(Call::waitsForReply, GRACE_FOR_REPLIES).forEach(Call::interrupt);
        calls.awaitNone(call -> true, grace.minus(GRACE_FOR_REPLIES)).forEach(Call::interrupt);
        calls.awaitNone(call -> true, GRACE_AFTER_INTERRUPT);
        threads.shutdownNow();
    }

    private static @Nullable Object plainOrNull(@Nullable JsonNode id) {
        return id == null ? null : JsonRpc.plainId(id);
    }
}
