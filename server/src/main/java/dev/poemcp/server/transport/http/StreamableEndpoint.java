package dev.poemcp.server.transport.http;

import dev.poemcp.server.jsonrpc.Incoming;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.protocol.session.SessionRevisions;
import dev.poemcp.server.protocol.stateless.HeaderCheck;
import dev.poemcp.server.protocol.stateless.StatelessServer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /mcp}: Streamable HTTP of the revisions with sessions. Passes stateless messages, recognized by their content,
 * to {@link StatelessEndpoint}, so that all clients use one address.
 */
final class StreamableEndpoint {
    static final String SESSION = "Mcp-Session-Id";

    private final HttpSessions sessions;
    private final CallWorkers workers;
    private final StatelessEndpoint stateless;
    private final LongSupplier nanoTime;

    StreamableEndpoint(HttpSessions sessions, CallWorkers workers, StatelessEndpoint stateless, LongSupplier nanoTime) {
        this.sessions = sessions;
        this.workers = workers;
        this.stateless = stateless;
        this.nanoTime = nanoTime;
    }

    /** @param lease of the exchange; work that outlives the exchange uses its own */
    void post(Exchange exchange, Incoming message, AccountServers.Lease lease) {
        var version = exchange.header(HeaderCheck.VERSION);
        var hasStatelessMeta = message instanceof Incoming.Request request && StatelessServer.isStateless(request);
        if (hasStatelessMeta || (version != null && !SessionRevisions.ALL.contains(version))) {
            stateless.accept(exchange, message, lease);
        } else if (message instanceof Incoming.Request request
                && request.method().equals("initialize")
                && exchange.header(SESSION) == null) {
            open(exchange, request, lease);
        } else {
            continueSession(exchange, message, lease);
        }
    }

    private void open(Exchange exchange, Incoming.Request request, AccountServers.Lease lease) {
        var responder = exchange.responder();
        var session = new HttpSession(lease.duplicate(), workers, nanoTime);
        var rejection = sessions.add(session);
        if (rejection != null) {
            responder.reject(rejection);
            return;
        }
        rejection = workers.start(
                lease.caller(),
                () -> exchange.run(() -> session.accept(
                        request,
                        response -> {
                            if (session.isOpen()) {
                                responder.header(SESSION, session.id());
                            } else {
                                sessions.end(session);
                            }
                            responder.send(response);
                        },
                        ignored -> {})));
        if (rejection != null) {
            sessions.end(session);
            responder.reject(rejection);
        }
    }

    private void continueSession(Exchange exchange, Incoming message, AccountServers.Lease lease) {
        var session = session(exchange, lease);
        if (session == null) {
            return;
        }
        var responder = exchange.responder();
        if (message instanceof Incoming.Malformed malformed) {
            responder.respond(JsonRpc.error(malformed), HttpProblem.BAD_REQUEST);
        } else if (message instanceof Incoming.Batch && !session.acceptsBatches()) {
            responder.reject(HttpProblem.BAD_REQUEST, "Batches belong to revision 2025-03-26 only.");
        } else if (message.responses() > 0) {
            responder.streamWhenSlow();
            session.accept(message, responder::send, responder::notifyClient);
        } else {
            session.accept(message, ignored -> {}, ignored -> {});
            responder.respondEmpty(202);
        }
    }

    void listen(Exchange exchange, AccountServers.Lease lease) {
        var session = session(exchange, lease);
        if (session != null) {
            session.touch();
            var stream = exchange.responder().stream();
            if (stream != null) {
                session.listen(stream);
            }
        }
    }

    void delete(Exchange exchange, AccountServers.Lease lease) {
        var session = session(exchange, lease);
        if (session != null) {
            // On another thread, since handlers may send requests to Poe.
            workers.cleanUp(() -> exchange.run(() -> {
                sessions.end(session);
                exchange.responder().respondEmpty(204);
            }));
        }
    }

    /** The session that the request names; null when there is none and the request was rejected. */
    private @Nullable HttpSession session(Exchange exchange, AccountServers.Lease lease) {
        var id = exchange.header(SESSION);
        var found = sessions.find(id, lease);
        if (found == null) {
            var isPost = exchange.request().getMethod().equals("POST");
            if (id != null) {
                exchange.responder()
                        .reject(HttpProblem.of(HttpProblem.NOT_FOUND, "There is no such session; initialize again."));
            } else if (isPost) {
                exchange.responder().reject(HttpProblem.BAD_REQUEST, "The header " + SESSION + " is missing.");
            } else {
                exchange.responder().header("Allow", "POST");
                exchange.responder().reject(HttpProblem.NOT_ALLOWED, "Without a session there is POST only.");
            }
        }
        return found;
    }
}
