package dev.poemcp.server.transport.http;

import dev.poemcp.server.jsonrpc.Incoming;
import dev.poemcp.server.jsonrpc.ResponseSink;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /sse} and {@code /message}, as revision 2024-11-05 has it: one stream for all that the server says, and POSTs
 * for what the client says. The session ends with its stream;
 * what is still being worked on then is worked on to its end, since a lost connection cancels nothing.
 */
final class SseEndpoint {
    private static final int SEE_OTHER_STREAM = 202;

    private final HttpSessions conversations;
    private final CallWorkers workers;
    private final LongSupplier nanoTime;
    private final Map<String, EventStream> streams = new ConcurrentHashMap<>();

    SseEndpoint(HttpSessions conversations, CallWorkers workers, LongSupplier nanoTime) {
        this.conversations = conversations;
        this.workers = workers;
        this.nanoTime = nanoTime;
    }

    void open(Exchange exchange, Services.Lease lease) {
        if (!exchange.accepts("text/event-stream")) {
            exchange.reply()
                    .problem(HttpProblem.of(HttpProblem.NOT_ACCEPTABLE, "A GET must accept text/event-stream."));
            return;
        }
        var conversation = new HttpSession(lease.share(), workers, nanoTime);
        var refused = conversations.add(conversation);
        if (refused != null) {
            exchange.reply().problem(refused);
            return;
        }
        // Before anything can end the stream.
        exchange.end().onEnd(() -> workers.cleanUp(() -> conversations.leave(conversation)));
        var stream = exchange.reply().stream();
        if (stream != null) {
            streams.put(conversation.id(), stream);
            exchange.end().onEnd(() -> streams.remove(conversation.id()));
            conversation.listen(stream);
            stream.post("endpoint", "/message?sessionId=" + conversation.id());
        }
    }

    void post(Exchange exchange, @Nullable String sessionId, Incoming message, Services.Lease lease) {
        var conversation = conversations.find(sessionId, lease);
        var stream = sessionId == null ? null : streams.get(sessionId);
        if (conversation == null || stream == null) {
            exchange.reply()
                    .problem(HttpProblem.of(HttpProblem.NOT_FOUND, "There is no such session; open /sse again."));
            return;
        }
        if (message instanceof Incoming.Batch) {
            exchange.reply().problem(HttpProblem.of(HttpProblem.BAD_REQUEST, "Send one message at a time."));
            return;
        }
        var outlet = ResponseSink.line(stream::post);
        if (message instanceof Incoming.Request request
                && request.method().equals("initialize")
                && !conversation.isOpen()) {
            conversation.initialize(request, outlet);
            conversation.listen(stream);
        } else {
            conversation.accept(message, outlet, stream::send);
        }
        exchange.reply().empty(SEE_OTHER_STREAM);
    }
}
