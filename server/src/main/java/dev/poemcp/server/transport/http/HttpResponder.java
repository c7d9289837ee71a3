package dev.poemcp.server.transport.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.poemcp.server.jsonrpc.JsonRpc;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the response to one request: plain JSON, or an event stream when messages precede the response or the client
 * is watched for a disconnect. A disconnect is noticed only by writing, so a watched client soon gets a stream with
 * several comments per second.
 */
final class HttpResponder implements TransportTimer.TickListener {
    private static final Logger log = LoggerFactory.getLogger(HttpResponder.class);
    private static final Duration STREAM_AFTER_WATCHED = Duration.ofMillis(300);
    private static final Duration STREAM_AFTER = Duration.ofSeconds(10);
    private static final Duration KEEP_ALIVE_INTERVAL = Duration.ofSeconds(15);

    private final Response response;
    private final ExchangeCompletion completion;
    private final Caller caller;
    private final HttpLimits limits;
    private final OutputBudget output;
    private final TransportTimer timer;
    private final long startedAt;
    private @Nullable EventStream stream;
    private volatile boolean watched;
    private volatile Duration streamAfter = STREAM_AFTER;
    private boolean responded;

    /** @param caller whose limits the output counts against */
    HttpResponder(
            Response response,
            ExchangeCompletion completion,
            Caller caller,
            HttpLimits limits,
            OutputBudget output,
            TransportTimer timer) {
        this.response = response;
        this.completion = completion;
        this.caller = caller;
        this.limits = limits;
        this.output = output;
        this.timer = timer;
        this.startedAt = timer.now();
    }

    /** @param onDisconnect called at most once, when the client disconnects before the response; must not block */
    void watch(Runnable onDisconnect) {
        watched = true;
        streamAfter = STREAM_AFTER_WATCHED;
        completion.onEnd(() -> {
            if (close()) {
                onDisconnect.run();
            }
        });
        streamWhenSlow();
    }

    /** Opens a stream when the response takes long, since proxies close silent connections. */
    void streamWhenSlow() {
        timer.add(this);
        completion.onEnd(() -> timer.remove(this));
    }

    void header(String name, String value) {
        response.getHeaders().put(name, value);
    }

    /** Sends a message before the response. Returns when the client has taken it or has disconnected. */
    void notifyClient(Object message) {
        var open = stream();
        if (open != null) {
            open.send(message);
        }
    }

    /** @param status HTTP status, used if no stream is open */
    void respond(Object message, int status) {
        var bytes = bytes(message);
        if (!close()) {
            return;
        }
        timer.remove(this);
        // No further stream is opened now that this is closed.
        var open = stream;
        if (open != null) {
            open.post("message", new String(bytes, StandardCharsets.UTF_8));
            open.end();
        } else {
            respondJson(bytes, status);
        }
    }

    /** Sends the response with status 200; null ends the exchange without one, for a cancelled request. */
    void send(@Nullable Object response) {
        if (response == null) {
            endWithoutResponse();
        } else {
            respond(response, 200);
        }
    }

    /** Ends the exchange without a response, for a cancelled request. */
    private void endWithoutResponse() {
        var open = stream();
        if (close() && open != null) {
            timer.remove(this);
            open.end();
        }
    }

    /** Responds with a status and no body. */
    void respondEmpty(int status) {
        if (close()) {
            response.setStatus(status);
            write(ByteBuffer.allocate(0));
        }
    }

    void reject(int status, String message) {
        reject(HttpProblem.of(status, message));
    }

    void reject(HttpProblem problem) {
        if (problem.status() == HttpProblem.UNAUTHORIZED) {
            header("WWW-Authenticate", "Bearer");
        }
        respond(problem.body(), problem.status());
    }

    /** The event stream, opened if necessary; null after the response. */
    @Nullable
    EventStream stream() {
        EventStream opened;
        synchronized (this) {
            if (responded || stream != null) {
                return responded ? null : stream;
            }
            var keepAliveInterval = watched ? TransportTimer.INTERVAL.dividedBy(2) : KEEP_ALIVE_INTERVAL;
            opened = new EventStream(response, completion, caller, limits, output, timer, keepAliveInterval);
            stream = opened;
        }
        // Outside the lock, since opening may end the exchange.
        opened.open();
        return opened;
    }

    /** Closes the responder; returns whether it was open. */
    private synchronized boolean close() {
        var open = !responded;
        responded = true;
        return open;
    }

    @Override
    public void onTick(long now) {
        if (now - startedAt > streamAfter.toNanos()) {
            timer.remove(this);
            var unused = stream();
        }
    }

    private void respondJson(byte[] bytes, int status) {
        var claim = output.open(caller, completion::failed);
        completion.onEnd(claim::close);
        var rejection = claim.acquire(bytes.length);
        // A rejection is small, and there is at most one per request.
        var body = rejection == null ? bytes : bytes(rejection.body());
        response.setStatus(rejection == null ? status : rejection.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        write(ByteBuffer.wrap(body));
    }

    private void write(ByteBuffer all) {
        try {
            response.write(true, all, completion);
        } catch (RuntimeException | Error e) {
            completion.failed(e);
        }
    }

    private static byte[] bytes(Object message) {
        try {
            return JsonRpc.bytes(message, "");
        } catch (JsonProcessingException | RuntimeException | Error e) {
            // Also errors, such as a tree that is too deep: without a response the client would wait forever.
            log.error("A response could not be written as JSON.", e);
            return ("{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":" + ErrorCodes.INTERNAL_ERROR
                            + ",\"message\":\"Internal error.\"}}")
                    .getBytes(StandardCharsets.UTF_8);
        }
    }
}
