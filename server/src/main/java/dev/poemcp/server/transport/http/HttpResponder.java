package dev.poemcp.server.transport.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.poemcp.server.jsonrpc.JsonRpc;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one request is answered with: plain JSON, or a stream of events when there is something to say before the
 * answer, or when the client must be watched. A client that has left cannot be told from one that waits until something
 * is written to it; so a watched one gets a stream after a moment, with a sign of life in it several times a second.
 */
final class HttpResponder implements TransportTimer.Beating {
    private static final Logger log = LoggerFactory.getLogger(HttpResponder.class);
    private static final Duration PATIENCE_WITH_WATCHED = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration QUIET = Duration.ofSeconds(15);

    private final Response response;
    private final ExchangeCompletion exchange;
    private final Caller caller;
    private final HttpLimits limits;
    private final OutputBudget output;
    private final TransportTimer heartbeat;
    private final long begun;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable EventStream stream;
    private volatile boolean watched;
    private volatile Duration patience = PATIENCE;
    private boolean answered;

    /** @param caller whose output counts against the limits */
    HttpResponder(
            Response response,
            ExchangeCompletion exchange,
            Caller caller,
            HttpLimits limits,
            OutputBudget output,
            TransportTimer heartbeat) {
        this.response = response;
        this.exchange = exchange;
        this.caller = caller;
        this.limits = limits;
        this.output = output;
        this.heartbeat = heartbeat;
        this.begun = heartbeat.now();
    }

    /** @param onLost called when the client has left before it was answered; at most once, must not block */
    void watch(Runnable onLost) {
        watched = true;
        patience = PATIENCE_WITH_WATCHED;
        exchange.onEnd(() -> {
            if (close()) {
                onLost.run();
            }
        });
        keepAlive();
    }

    /** Whatever takes long gets a stream after a while, since proxies cut connections on which nothing comes. */
    void keepAlive() {
        heartbeat.add(this);
        exchange.onEnd(() -> heartbeat.remove(this));
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
        var bytes = bytes(message);
        if (!close()) {
            return;
        }
        heartbeat.remove(this);
        // Nobody opens another one now that it is closed.
        var open = stream;
        if (open != null) {
            open.post("message", new String(bytes, StandardCharsets.UTF_8));
            open.end();
        } else {
            json(bytes, status);
        }
    }

    /** Ends it without an answer, as a cancelled request ends. */
    void abandon() {
        var open = stream();
        if (close() && open != null) {
            heartbeat.remove(this);
            open.end();
        }
    }

    /** Ends it with a status and nothing else. */
    void empty(int status) {
        if (close()) {
            response.setStatus(status);
            write(ByteBuffer.allocate(0));
        }
    }

    void problem(HttpProblem problem) {
        if (problem.status() == HttpProblem.UNAUTHORIZED) {
            header("WWW-Authenticate", "Bearer");
        }
        answer(problem.body(), problem.status());
    }

    /** The stream, opened now if need be; null when it is too late for one. */
    @Nullable
    EventStream stream() {
        EventStream opened;
        lock.lock();
        try {
            if (answered || stream != null) {
                return answered ? null : stream;
            }
            var quiet = watched ? TransportTimer.INTERVAL.dividedBy(2) : QUIET;
            opened = new EventStream(response, exchange, caller, limits, output, heartbeat, quiet);
            stream = opened;
        } finally {
            lock.unlock();
        }
        // Outside of the lock, since the end of the exchange may come of it.
        opened.open();
        return opened;
    }

    /** Whether it was still open. */
    private boolean close() {
        lock.lock();
        try {
            var open = !answered;
            answered = true;
            return open;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void beat(long now) {
        if (now - begun > patience.toNanos()) {
            heartbeat.remove(this);
            var unused = stream();
        }
    }

    private void json(byte[] bytes, int status) {
        var claim = output.open(caller, exchange::failed);
        exchange.onEnd(claim::close);
        var refused = claim.take(bytes.length);
        // A refusal is small, and there is one for each request at most.
        var said = refused == null ? bytes : bytes(refused.body());
        response.setStatus(refused == null ? status : refused.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, said.length);
        write(ByteBuffer.wrap(said));
    }

    private void write(ByteBuffer all) {
        try {
            response.write(true, all, exchange);
        } catch (RuntimeException | Error e) {
            exchange.failed(e);
        }
    }

    private static byte[] bytes(Object message) {
        try {
            return JsonRpc.JSON.writeValueAsBytes(message);
        } catch (JsonProcessingException | RuntimeException | Error e) {
            // Errors, too, such as too deep a tree: without an answer the client would wait for ever.
            log.error("An answer could not be written as JSON.", e);
            return ("{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":" + ErrorCodes.INTERNAL_ERROR
                            + ",\"message\":\"Internal error.\"}}")
                    .getBytes(StandardCharsets.UTF_8);
        }
    }
}
