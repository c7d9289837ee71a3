package dev.poemcp.emulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.emulator.control.ApiBehavior;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** One request and its response, which is written whole or piece by piece. Pieces must not overlap. */
final class ApiExchange {
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final ApiBehavior behavior;
    private final ScheduledExecutorService clock;
    private @Nullable ApiError replacement;
    private boolean started;
    private long bodyBytes;

    ApiExchange(
            Request request,
            Response response,
            Callback callback,
            ApiBehavior behavior,
            ScheduledExecutorService clock,
            String requestId) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.behavior = behavior;
        this.clock = clock;
        header("x-request-id", requestId);
        header("access-control-allow-origin", "*");
    }

    Request request() {
        return request;
    }

    ApiBehavior behavior() {
        return behavior;
    }

    /** Adds a header to the response; before its first byte. */
    void header(String name, String value) {
        response.getHeaders().put(name, value);
    }

    void json(int status, JsonNode body) {
        send(status, "application/json", body.toString());
    }

    /** Whatever the response will be, this error is written instead. */
    void replaceWith(ApiError error) {
        replacement = error;
    }

    void error(ApiError error) {
        json(error.status(), error.json(behavior));
    }

    /** Writes a whole response. */
    void send(int status, String contentType, String body) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        header("Content-Type", contentType);
        header("Content-Length", Integer.toString(bytes.length));
        write(bytes, true, () -> {});
    }

    /** 302 to another page. */
    void redirect(String location) {
        header("Location", location);
        send(302, "text/plain", "");
    }

    /** Starts a response of unknown length; {@link #piece} and {@link #lastPiece} write it. */
    void begin(String contentType, Map<String, String> headers) {
        response.setStatus(200);
        header("Content-Type", contentType);
        headers.forEach(this::header);
    }

    /** Writes a piece, then runs {@code next}, which does not happen once the client is gone. */
    void piece(String text, Runnable next) {
        write(text.getBytes(StandardCharsets.UTF_8), false, next);
    }

    void lastPiece(String text) {
        write(text.getBytes(StandardCharsets.UTF_8), true, () -> {});
    }

    private void write(byte[] bytes, boolean last, Runnable next) {
        if (replacement != null) {
            var error = replacement;
            replacement = null;
            error(error);
            return;
        }
        if (behavior.transfer().closedBeforeHead()) {
            close();
            return;
        }
        var cut = behavior.transfer().cutAt();
        var isCut = cut.isPresent() && bodyBytes + bytes.length > cut.getAsLong();
        var length = isCut ? (int) (cut.getAsLong() - bodyBytes) : bytes.length;
        bodyBytes += length;
        var transfer = new Transfer(
                response,
                bytes,
                length,
                behavior.transfer().singleBytes(),
                last && !isCut,
                isCut ? this::close : last ? callback::succeeded : next,
                callback::failed);
        if (started) {
            transfer.iterate();
            return;
        }
        started = true;
        var delay = behavior.transfer().firstByteDelay();
        if (delay.isZero()) {
            transfer.iterate();
        } else {
            var unused = clock.schedule(transfer::iterate, delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void close() {
        request.getConnectionMetaData().getConnection().getEndPoint().close();
        callback.failed(new EofException("closed by a fault"));
    }
}
