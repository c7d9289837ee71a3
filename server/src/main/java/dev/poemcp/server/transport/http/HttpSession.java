package dev.poemcp.server.transport.http;

import dev.poemcp.server.jsonrpc.Dispatcher;
import dev.poemcp.server.jsonrpc.Incoming;
import dev.poemcp.server.jsonrpc.ResponseSink;
import dev.poemcp.server.protocol.session.SessionServer;
import java.time.Duration;
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

    /** Time for interrupted calls to respond. */
    private static final Duration AFTER_INTERRUPT = Duration.ofMillis(100);

    private final String id = UUID.randomUUID().toString();
    private final AccountServers.Lease lease;
    private final SessionServer session;
    private final Dispatcher dispatcher;
    private final LongSupplier nanoTime;
    private volatile @Nullable EventStream listenStream;
    private volatile long lastUsed;

    /** @param lease closed with the session */
    HttpSession(AccountServers.Lease lease, CallWorkers workers, LongSupplier nanoTime) {
        this.lease = lease;
        this.session = new SessionServer(() -> lease.server().table());
        this.dispatcher = new Dispatcher(session, work -> workers.startCall(lease.caller(), work), this::touch);
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

    boolean acceptsBatches() {
        return session.acceptsBatches();
    }

    /** Whether the session was opened with the same credentials. */
    boolean belongsTo(AccountServers.Lease other) {
        return lease.key().equals(other.key());
    }

    void touch() {
        lastUsed = nanoTime.getAsLong();
    }

    boolean isIdle(long now, Duration limit) {
        var stream = listenStream;
        return now - lastUsed >= limit.toNanos() && dispatcher.isIdle() && (stream == null || stream.isEnded());
    }

    /** Whether {@code initialize} has succeeded. */
    boolean isOpen() {
        return session.isOpen();
    }

    /** Uses the stream for messages that belong to no request, and ends the previous one. */
    void listen(EventStream stream) {
        var previous = listenStream;
        listenStream = stream;
        if (previous != null && previous != stream) {
            previous.end();
        }
        session.listen(stream::post);
    }

    /** Handles one message; as {@link Dispatcher#accept}. */
    void accept(Incoming message, ResponseSink sink, Consumer<Object> messages) {
        touch();
        dispatcher.accept(message, sink, messages);
    }

    /** Waits for the calls in progress, and interrupts those that run longer than {@code grace}. */
    void finish(Duration grace) {
        dispatcher.finish(grace, grace, AFTER_INTERRUPT);
    }

    /** Returns when no call is in progress. */
    void awaitCalls() {
        var left = dispatcher.await(MAX_CALL_DURATION);
        if (left > 0) {
            log.warn("{} calls still run long after their client disconnected.", left);
        }
    }

    /** Cancels the calls in progress and ends the streams. */
    @Override
    public void close() {
        try (lease;
                session) {
            dispatcher.cancelAll();
            var stream = listenStream;
            if (stream != null) {
                stream.end();
            }
        }
    }
}
