package dev.poemcp.emulator.site;

import dev.poemcp.emulator.connection.TrackedEndPoint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Writes the response of one exchange: complete, partly or malformed; closes or resets the connection. */
final class ResponseWriter {
    private final Request request;
    private final Response response;
    private final Callback callback;

    ResponseWriter(Request request, Response response, Callback callback) {
        this.request = request;
        this.response = response;
        this.callback = callback;
    }

    void write(SiteResponse content) {
        head(content, content.body().length);
        response.write(true, ByteBuffer.wrap(content.body()), callback);
    }

    /** Writes the head and half of the body, then runs {@code next}; an empty body gets {@code Content-Length: 1}. */
    void writeHalf(SiteResponse content, Runnable next) {
        var body = content.body();
        head(content, Math.max(1, body.length));
        response.write(false, ByteBuffer.wrap(body, 0, body.length / 2), Callback.from(next, callback::failed));
    }

    /** Writes the rest after {@link #writeHalf}. */
    void writeRest(SiteResponse content) {
        var body = content.body();
        var half = body.length / 2;
        response.write(true, ByteBuffer.wrap(body, half, body.length - half), callback);
    }

    /** Writes the whole body with a wrong {@code Content-Length}, then closes the connection. */
    void writeWithLength(SiteResponse content, int length) {
        if (request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2) {
            // A stream has its own end, so only the header can have a wrong length.
            head(content, length);
            response.write(
                    false,
                    ByteBuffer.wrap(content.body(), 0, Math.min(length, content.body().length)),
                    Callback.from(() -> callback.failed(new EofException("wrong length")), callback::failed));
            return;
        }
        // Bypasses the server's writer, which refuses a wrong length.
        var text = new StringBuilder("HTTP/1.1 200 OK\r\n");
        content.headers()
                .forEach((name, value) ->
                        text.append(name).append(": ").append(value).append("\r\n"));
        text.append("Content-Length: ").append(length).append("\r\n\r\n");
        var head = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.US_ASCII));
        endPoint().write(Callback.from(this::close, failure -> close()), head, ByteBuffer.wrap(content.body()));
    }

    /** Closes the connection immediately. */
    void close() {
        endPoint().close();
        callback.failed(new EofException("closed by a fault"));
    }

    /** Ends the connection with a TCP reset. */
    void reset() {
        TrackedEndPoint.below(endPoint()).reset();
        callback.failed(new EofException("reset by a fault"));
    }

    private void head(SiteResponse content, int length) {
        response.setStatus(content.status());
        content.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        content.cookies().forEach(cookie -> response.getHeaders().add(HttpHeader.SET_COOKIE, cookie));
        response.getHeaders().put("Content-Length", length);
    }

    private EndPoint endPoint() {
        return request.getConnectionMetaData().getConnection().getEndPoint();
    }
}
