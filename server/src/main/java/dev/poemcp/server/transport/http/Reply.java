package dev.poemcp.server.transport.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.poemcp.server.transport.JsonRpc;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * What one POST is answered with: plain JSON, or a stream of events when there is something to say before the answer,
 * or when the client must be watched. A client that has left cannot be told from one that waits until something is
 * written to it; so a watched one gets a stream after a moment, with a sign of life in it several times a second.
 */
final class Reply implements Heartbeat.Beating {
    private static final Duration PATIENCE_WITH_WATCHED = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration QUIET = Duration.ofSeconds(15);

    private final Response response;
    private final Callback exchange;
    private final HttpLimits limits;
    private final Heartbeat heartbeat;
    private final long begun = System.nanoTime();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable EventStream stream;
    private @Nullable Runnable onLost;
    private Duration patience = PATIENCE;
    private Runnable onEnd = () -> {};
    private boolean answered;

    Reply(Response response, Callback exchange, HttpLimits limits, Heartbeat heartbeat) {
        this.response = response;
        this.exchange = exchange;
        this.limits = limits;
        this.heartbeat = heartbeat;
    }

    /** @param onLost called when the client has left before it was answered; at most once, must not block */
    void watch(Runnable onLost) {
        this.onLost = onLost;
        this.patience = PATIENCE_WITH_WATCHED;
        heartbeat.add(this);
    }

    /** Whatever takes long gets a stream after a while, since proxies cut connections on which nothing comes. */
    void keepAlive() {
        heartbeat.add(this);
    }

    /** @param onEnd called when the stream is over, whoever ended it; must not block */
    void onEnd(Runnable onEnd) {
        this.onEnd = onEnd;
    }

    void header(String name, String value) {
        response.getHeaders().put(name, value);
    }

    /** Something before the answer. Returns when the client has taken it, or is gone. */
    void notify(Object message) {
        var open = stream();
        if (open != null) {
            open.send(message);
        }
    }

    /** @param status of HTTP, as long as it can still be said */
    void answer(Object message, int status) {
        EventStream open;
        lock.lock();
        try {
            if (answered) {
                return;
            }
            answered = true;
            open = stream;
        } finally {
            lock.unlock();
        }
        heartbeat.remove(this);
        if (open != null) {
            open.post(message);
            open.end();
        } else {
            json(message, status);
        }
    }

    /** Ends it without an answer, as a cancelled request ends. */
    void abandon() {
        var open = stream();
        lock.lock();
        try {
            answered = true;
        } finally {
            lock.unlock();
        }
        heartbeat.remove(this);
        if (open != null) {
            open.end();
        }
    }

    /** Ends it with a status and nothing else. */
    void empty(int status) {
        answered = true;
        response.setStatus(status);
        response.write(true, ByteBuffer.allocate(0), exchange);
    }

    void problem(Problem problem) {
        if (problem.status() == Problem.UNAUTHORIZED) {
            header("WWW-Authenticate", "Bearer");
        }
        answer(problem.body(), problem.status());
    }

    /** The stream, opened now if need be; null when it is too late for one. */
    @Nullable
    EventStream stream() {
        lock.lock();
        try {
            if (answered) {
                return null;
            }
            if (stream == null) {
                var quiet = onLost == null ? QUIET : Heartbeat.INTERVAL.dividedBy(2);
                stream = new EventStream(response, exchange, limits, quiet, this::streamEnded);
                heartbeat.add(stream);
                if (stream.isOver()) {
                    heartbeat.remove(stream);
                }
            }
            return stream;
        } finally {
            lock.unlock();
        }
    }

    private void streamEnded() {
        Runnable lost = null;
        lock.lock();
        try {
            if (stream != null) {
                heartbeat.remove(stream);
            }
            if (!answered) {
                answered = true;
                lost = onLost;
            }
        } finally {
            lock.unlock();
        }
        if (lost != null) {
            lost.run();
        }
        onEnd.run();
    }

    @Override
    public void beat(long now) {
        if (now - begun > patience.toNanos()) {
            heartbeat.remove(this);
            var unused = stream();
        }
    }

    private void json(Object message, int status) {
        try {
            var bytes = JsonRpc.JSON.writeValueAsBytes(message);
            response.setStatus(status);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
            response.write(true, ByteBuffer.wrap(bytes), exchange);
        } catch (JsonProcessingException e) {
            exchange.failed(e);
        }
    }
}
