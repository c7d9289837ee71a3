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
 * Gives every message its turn: the opening handshake and whatever must not wait (pings, answers to our questions,
 * cancellations) on the reader's thread, every other request on a thread of its own. {@link #accept} is called by
 * one thread.
 */
public final class Dispatcher {
    /** Requests of one client at work at the same time. */
    public static final int MAX_IN_FLIGHT = 512;

    /** How long a call that waits for a bot may go on after the client has left; it is cancelled at Poe then. */
    private static final Duration GRACE_FOR_REPLIES = Duration.ofMillis(300);

    /** How long any other call may. */
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
    private final ResponseSink ownLine;
    private final Duration grace;
    private Opening opening = Opening.NOT_BEGUN;
    private volatile boolean finishing;
    private volatile @Nullable String version;

    private enum Opening {
        NOT_BEGUN,
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
        this.ownLine = ResponseSink.line(writer::write);
    }

    public void accept(Incoming message) {
        if (finishing) {
            return;
        }
        try {
            if (message instanceof Incoming.Batch batch) {
                acceptBatch(batch);
            } else {
                acceptOne(message, ownLine, false);
            }
        } catch (UncheckedIOException e) {
            log.debug("The client is gone.", e);
        }
    }

    private void acceptBatch(Incoming.Batch batch) {
        if (!ProtocolVersions.MCP_2025_03_26.equals(version)) {
            ownLine.answer(JsonRpc.error(
                    null,
                    ErrorCodes.INVALID_REQUEST,
                    "Invalid request: batches belong to revision 2025-03-26 only, and only after initialize."));
            return;
        }
        var expected = batch.messages().stream()
                .filter(message -> message instanceof Incoming.Request || message instanceof Incoming.Malformed)
                .count();
        var outlet = ResponseSink.batch((int) expected, writer::write);
        batch.messages().forEach(message -> acceptOne(message, outlet, true));
    }

    private void acceptOne(Incoming message, ResponseSink outlet, boolean inBatch) {
        if (message instanceof Incoming.Malformed malformed) {
            outlet.answer(JsonRpc.error(plainOrNull(malformed.id()), malformed.code(), malformed.why()));
        } else if (message instanceof Incoming.Notification notification) {
            notification(notification);
        } else if (message instanceof Incoming.Response response) {
            response(response);
        } else if (message instanceof Incoming.Request request) {
            request(request, outlet, inBatch);
        }
    }

    private void notification(Incoming.Notification notification) {
        switch (notification.method()) {
            case McpSchema.METHOD_NOTIFICATION_INITIALIZED -> {
                if (opening == Opening.ANSWERED) {
                    completeOpening();
                }
            }
            case "notifications/cancelled" -> {
                var id = notification.params() == null
                        ? null
                        : notification.params().get("requestId");
                var call = id == null ? null : calls.find(JsonRpc.plainId(id));
                // None: it is over, or was never asked; both are the client's good right.
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
            log.warn("An answer of the client could not be used: {}", e.toString());
        }
    }

    private void request(Incoming.Request request, ResponseSink outlet, boolean inBatch) {
        if (sessionless.takes(request)) {
            start(sessionlessCall(request, outlet), outlet);
        } else if (request.method().equals(McpSchema.METHOD_PING)) {
            // The SDK's session would let a ping wait for the handshake.
            outlet.answer(JSONRPCResponse.result(JsonRpc.plainId(request.id()), Map.of()));
        } else if (request.method().equals(McpSchema.METHOD_INITIALIZE)) {
            initialize(request, outlet, inBatch);
        } else if (opening == Opening.NOT_BEGUN) {
            outlet.answer(JsonRpc.error(
                    JsonRpc.plainId(request.id()),
                    ErrorCodes.INVALID_REQUEST,
                    "Invalid request: the first request is initialize."));
        } else {
            completeOpening();
            start(call(request, outlet), outlet);
        }
    }

    private void initialize(Incoming.Request request, ResponseSink outlet, boolean inBatch) {
        if (inBatch || opening != Opening.NOT_BEGUN) {
            outlet.answer(JsonRpc.error(
                    JsonRpc.plainId(request.id()),
                    ErrorCodes.INVALID_REQUEST,
                    "Invalid request: initialize comes once, and alone."));
            return;
        }
        // In order, on this thread: nothing else may be answered before it.
        var call = call(request, outlet);
        calls.add(call);
        call.task().run();
        if (version != null) {
            opening = Opening.ANSWERED;
        }
    }

    /** Also when a client sends requests without having said that it is initialised: the session would let them hang. */
    private void completeOpening() {
        if (opening == Opening.ANSWERED) {
            opening = Opening.DONE;
            session.handle(new JSONRPCNotification(McpSchema.METHOD_NOTIFICATION_INITIALIZED, Map.of()))
                    .block();
        }
    }

    private void start(Call call, ResponseSink outlet) {
        if (calls.size() >= MAX_IN_FLIGHT) {
            outlet.answer(JsonRpc.error(
                    call.id(),
                    JsonRpc.BUSY,
                    "The server is busy with " + MAX_IN_FLIGHT + " requests; send more when some are answered."));
            return;
        }
        if (!calls.add(call)) {
            outlet.answer(JsonRpc.error(
                    call.id(),
                    ErrorCodes.INVALID_REQUEST,
                    "Invalid request: a request with this id is still being worked on."));
            return;
        }
        threads.execute(call.task());
    }

    private Call call(Incoming.Request request, ResponseSink outlet) {
        var id = JsonRpc.plainId(request.id());
        var message = new JSONRPCRequest(request.method(), id, request.params());
        return new Call(id, waitsForReply.test(message), outlet, () -> work(message), () -> calls.remove(id));
    }

    private Call sessionlessCall(Incoming.Request request, ResponseSink outlet) {
        var id = JsonRpc.plainId(request.id());
        var message = new JSONRPCRequest(request.method(), id, request.params());
        return new Call(
                id,
                sessionless.isOpenEnded(request) || waitsForReply.test(message),
                outlet,
                () -> workSessionless(request),
                () -> calls.remove(id));
    }

    private void workSessionless(Incoming.Request request) {
        var id = JsonRpc.plainId(request.id());
        Object answer;
        try {
            answer = sessionless.answer(request, writer::write);
        } catch (UncheckedIOException e) {
            log.debug("The client is gone.", e);
            return;
        } catch (RuntimeException | Error e) {
            log.error("Request {} could not be answered.", request.method(), e);
            answer = JsonRpc.error(id, ErrorCodes.INTERNAL_ERROR, "Internal error.");
        }
        var call = calls.find(id);
        if (call != null && answer != null) {
            call.answer(answer);
        }
    }

    private void work(JSONRPCRequest request) {
        try {
            session.handle(request).block();
        } catch (UncheckedIOException e) {
            log.debug("The client is gone.", e);
        } catch (RuntimeException | Error e) {
            // Errors, too: a request without an answer would leave the client waiting for ever.
            log.error("Request {} could not be answered.", request.method(), e);
            var call = calls.find(request.id());
            if (call != null) {
                call.answer(JSONRPCResponse.error(
                        request.id(),
                        new JSONRPCResponse.JSONRPCError(ErrorCodes.INTERNAL_ERROR, "Internal error.", null)));
            }
        }
    }

    /** What the session answers to a request. */
    public void answer(JSONRPCResponse response) {
        if (response.result() instanceof McpSchema.InitializeResult result) {
            version = result.protocolVersion();
        }
        var call = calls.find(response.id());
        if (call != null) {
            call.answer(response);
        }
    }

    /** Lets quick calls finish and ends the others; returns when all are over, within 3 seconds. */
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
