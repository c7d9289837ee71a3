package dev.poemcp.server.transport.http;

import dev.poemcp.server.transport.Incoming;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code /sse} and {@code /message}, as revision 2024-11-05 has it: one stream for all that the server says, and POSTs
 * for what the client says. The session ends with its stream;
 * what is still being worked on then is worked on to its end, since a lost connection cancels nothing.
 */
final class SseEndpoint {
    private static final int SEE_OTHER_STREAM = 202;

    private final Conversations conversations;
    private final Workers workers;
    private final Map<String, EventStream> streams = new ConcurrentHashMap<>();

    SseEndpoint(Conversations conversations, Workers workers) {
        this.conversations = conversations;
        this.workers = workers;
    }

    void open(Exchange exchange, Services.Lease lease) {
        if (!exchange.accepts("text/event-stream")) {
            lease.close();
            exchange.reply().problem(Problem.of(Problem.NOT_ACCEPTABLE, "A GET must accept text/event-stream."));
            return;
        }
        var conversation = new Conversation(lease, workers);
        if (!conversations.add(conversation)) {
            lease.close();
            exchange.reply().problem(Problem.of(Problem.BUSY, "The server has as many sessions as it can."));
            return;
        }
        exchange.reply().onEnd(() -> {
            streams.remove(conversation.id());
            workers.start(() -> conversations.leave(conversation));
        });
        var stream = exchange.reply().stream();
        if (stream != null) {
            streams.put(conversation.id(), stream);
            stream.post("endpoint", "/message?sessionId=" + conversation.id());
        }
    }

    void post(Exchange exchange, @Nullable String sessionId, Incoming message, Services.Lease lease) {
        try (lease) {
            var conversation = conversations.find(sessionId, lease);
            var stream = sessionId == null ? null : streams.get(sessionId);
            if (conversation == null || stream == null) {
                exchange.reply().problem(Problem.of(Problem.NOT_FOUND, "There is no such session; open /sse anew."));
                return;
            }
            if (message instanceof Incoming.Batch) {
                exchange.reply().problem(Problem.of(Problem.BAD_REQUEST, "Send one message at a time."));
                return;
            }
            exchange.reply().empty(SEE_OTHER_STREAM);
            if (message instanceof Incoming.Request request
                    && request.method().equals("initialize")
                    && !conversation.isOpen()) {
                conversation.initialize(request, answer -> {
                    if (answer != null) {
                        stream.post(answer);
                    }
                });
                conversation.listen(stream);
            } else {
                conversation.accept(
                        message,
                        answer -> {
                            if (answer != null) {
                                stream.post(answer);
                            }
                        },
                        stream::send);
            }
        }
    }
}
