package dev.poemcp.server.transport.http;

import dev.poemcp.server.jsonrpc.Incoming;
import dev.poemcp.server.jsonrpc.ResponseSink;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /sse} and {@code /message}, the transport of revision 2024-11-05: one stream for all messages of the server,
 * and POSTs for those of the client. The session ends with its stream; calls in progress finish, since a lost
 * connection cancels nothing.
 */
final class SseEndpoint {
    private static final int ACCEPTED = 202;

    private final HttpSessions sessions;
    private final CallWorkers workers;
    private final LongSupplier nanoTime;
    private final Map<String, EventStream> streams = new ConcurrentHashMap<>();

    SseEndpoint(HttpSessions sessions, CallWorkers workers, LongSupplier nanoTime) {
        this.sessions = sessions;
        this.workers = workers;
        this.nanoTime = nanoTime;
    }

    void open(Exchange exchange, AccountServers.Lease lease) {
        var session = new HttpSession(lease.duplicate(), workers, nanoTime);
        var rejection = sessions.add(session);
        if (rejection != null) {
            exchange.responder().reject(rejection);
            return;
        }
        // Registered before anything can end the stream.
        exchange.completion().onEnd(() -> workers.cleanUp(() -> sessions.detach(session)));
        var stream = exchange.responder().stream();
        if (stream != null) {
            streams.put(session.id(), stream);
            exchange.completion().onEnd(() -> streams.remove(session.id()));
            session.listen(stream);
            stream.post("endpoint", "/message?sessionId=" + session.id());
        }
    }

    void post(Exchange exchange, @Nullable String sessionId, Incoming message, AccountServers.Lease lease) {
        var session = sessions.find(sessionId, lease);
        var stream = sessionId == null ? null : streams.get(sessionId);
        if (session == null || stream == null) {
            exchange.responder()
                    .reject(HttpProblem.of(HttpProblem.NOT_FOUND, "There is no such session; open /sse again."));
            return;
        }
        if (message instanceof Incoming.Batch) {
            exchange.responder().reject(HttpProblem.BAD_REQUEST, "Send one message at a time.");
            return;
        }
        var sink = ResponseSink.skippingNull(stream::post);
        session.accept(message, sink, stream::send);
        exchange.responder().respondEmpty(ACCEPTED);
    }
}
