package dev.poemcp.server.transport.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.server.jsonrpc.Incoming;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.jsonrpc.ResponseSink;
import dev.poemcp.server.jsonrpc.ServedVersions;
import dev.poemcp.server.protocol.stateless.HeaderCheck;
import dev.poemcp.server.protocol.stateless.StatelessServer;
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /mcp}: Streamable HTTP of the revisions with sessions, and the way to {@link StatelessEndpoint} for the one
 * without. What a message carries decides which it is, so that both kinds of client use one address.
 */
final class StreamableEndpoint {
    static final String SESSION = "Mcp-Session-Id";

    private final HttpSessions conversations;
    private final CallWorkers workers;
    private final StatelessEndpoint modern;
    private final LongSupplier nanoTime;

    StreamableEndpoint(
            HttpSessions conversations, CallWorkers workers, StatelessEndpoint modern, LongSupplier nanoTime) {
        this.conversations = conversations;
        this.workers = workers;
        this.modern = modern;
        this.nanoTime = nanoTime;
    }

    /** @param lease of the exchange; what outlives that has one of its own */
    void post(Exchange exchange, Incoming message, Services.Lease lease) {
        var version = exchange.header(HeaderCheck.VERSION);
        var speaksModern = message instanceof Incoming.Request request && StatelessServer.isModern(request);
        if (speaksModern || (version != null && !ServedVersions.ALL.contains(version))) {
            modern.accept(exchange, message, lease);
        } else if (message instanceof Incoming.Request request
                && request.method().equals("initialize")
                && exchange.header(SESSION) == null) {
            open(exchange, request, lease);
        } else {
            converse(exchange, message, lease);
        }
    }

    private void open(Exchange exchange, Incoming.Request request, Services.Lease lease) {
        var reply = exchange.reply();
        var conversation = new HttpSession(lease.share(), workers, nanoTime);
        var refused = conversations.add(conversation);
        if (refused != null) {
            reply.problem(refused);
            return;
        }
        refused = workers.start(
                lease.caller(),
                () -> exchange.run(() -> conversation.initialize(request, answer -> {
                    if (conversation.isOpen()) {
                        reply.header(SESSION, conversation.id());
                    } else {
                        conversations.end(conversation);
                    }
                    reply.answer(answer == null ? Map.of() : answer, 200);
                })));
        if (refused != null) {
            conversations.end(conversation);
            reply.problem(refused);
        }
    }

    private void converse(Exchange exchange, Incoming message, Services.Lease lease) {
        var conversation = conversation(exchange, lease);
        if (conversation == null) {
            return;
        }
        var reply = exchange.reply();
        if (message instanceof Incoming.Malformed malformed) {
            reply.answer(
                    JsonRpc.error(plain(malformed.id()), malformed.code(), malformed.why()), HttpProblem.BAD_REQUEST);
        } else if (message instanceof Incoming.Batch batch) {
            batch(conversation, batch, reply);
        } else if (message instanceof Incoming.Request) {
            reply.keepAlive();
            conversation.accept(message, outlet(reply), reply::notify);
        } else {
            conversation.accept(message, ignored -> {}, ignored -> {});
            reply.empty(202);
        }
    }

    private static void batch(HttpSession conversation, Incoming.Batch batch, HttpResponder reply) {
        if (!conversation.revision().equals(ProtocolVersions.MCP_2025_03_26)) {
            reply.problem(HttpProblem.of(HttpProblem.BAD_REQUEST, "Batches belong to revision 2025-03-26 only."));
            return;
        }
        var expected = (int) batch.messages().stream()
                .filter(each -> each instanceof Incoming.Request || each instanceof Incoming.Malformed)
                .count();
        if (expected == 0) {
            batch.messages().forEach(each -> conversation.accept(each, ignored -> {}, ignored -> {}));
            reply.empty(202);
            return;
        }
        var outlet = ResponseSink.batch(expected, answers -> reply.answer(answers, 200));
        batch.messages().forEach(each -> conversation.accept(each, outlet, reply::notify));
    }

    void listen(Exchange exchange, Services.Lease lease) {
        if (!exchange.accepts("text/event-stream")) {
            exchange.reply()
                    .problem(HttpProblem.of(HttpProblem.NOT_ACCEPTABLE, "A GET must accept text/event-stream."));
            return;
        }
        var conversation = conversation(exchange, lease);
        if (conversation != null) {
            conversation.used();
            var stream = exchange.reply().stream();
            if (stream != null) {
                conversation.listen(stream);
            }
        }
    }

    void delete(Exchange exchange, Services.Lease lease) {
        var conversation = conversation(exchange, lease);
        if (conversation != null) {
            // Handlers may have to ask Poe to let go.
            workers.cleanUp(() -> exchange.run(() -> {
                conversations.end(conversation);
                exchange.reply().empty(204);
            }));
        }
    }

    /** The one that the request names; null when there is none, and the request is answered so. */
    private @Nullable HttpSession conversation(Exchange exchange, Services.Lease lease) {
        var id = exchange.header(SESSION);
        var found = conversations.find(id, lease);
        if (found == null) {
            var isPost = exchange.request().getMethod().equals("POST");
            if (id != null) {
                exchange.reply()
                        .problem(HttpProblem.of(HttpProblem.NOT_FOUND, "There is no such session; initialize anew."));
            } else if (isPost) {
                exchange.reply()
                        .problem(HttpProblem.of(HttpProblem.BAD_REQUEST, "The header " + SESSION + " is missing."));
            } else {
                exchange.reply().header("Allow", "POST");
                exchange.reply()
                        .problem(HttpProblem.of(HttpProblem.NOT_ALLOWED, "Without a session there is POST only."));
            }
        }
        return found;
    }

    private static ResponseSink outlet(HttpResponder reply) {
        return answer -> {
            if (answer == null) {
                reply.abandon();
            } else {
                reply.answer(answer, 200);
            }
        };
    }

    private static @Nullable Object plain(@Nullable JsonNode id) {
        return id == null ? null : JsonRpc.plainId(id);
    }
}
