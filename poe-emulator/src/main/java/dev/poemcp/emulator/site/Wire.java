package dev.poemcp.emulator.site;

import dev.poemcp.emulator.connection.TrackedEndPoint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** One exchange's connection: answers written whole, in part or wrongly, and the connection's end. */
final class Wire {
    private final Request request;
    private final Response response;
    private final Callback callback;

    Wire(Request request, Response response, Callback callback) {
        this.request = request;
        this.response = response;
        this.callback = callback;
    }

    void write(Answer answer) {
        head(answer, answer.body().length);
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
    }

    /** Head and half of the body; then {@code next}. An answer without a body promises one byte that doesn't come. */
    void writeHalf(Answer answer, Runnable next) {
        var body = answer.body();
        head(answer, Math.max(1, body.length));
        response.write(false, ByteBuffer.wrap(body, 0, body.length / 2), Callback.from(next, callback::failed));
    }

    /** What {@link #writeHalf} has left. */
    void writeRest(Answer answer) {
        var body = answer.body();
        var half = body.length / 2;
        response.write(true, ByteBuffer.wrap(body, half, body.length - half), callback);
    }

    /** The whole body under a length that is not its own, then the connection closes. */
    void writeWithLength(Answer answer, int length) {
        if (request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2) {
            // A stream has its own end, so a wrong length can only be told in the head.
            head(answer, length);
            response.write(
                    false,
                    ByteBuffer.wrap(answer.body(), 0, Math.min(length, answer.body().length)),
                    Callback.from(() -> callback.failed(new EofException("wrong length")), callback::failed));
            return;
        }
        // Past the server's own writer, which would not write a wrong length.
        var text = new StringBuilder("HTTP/1.1 200 OK\r\n");
        answer.headers()
                .forEach((name, value) ->
                        text.append(name).append(": ").append(value).append("\r\n"));
        text.append("Content-Length: ").append(length).append("\r\n\r\n");
        var head = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.US_ASCII));
        endPoint().write(Callback.from(this::close, failure -> close()), head, ByteBuffer.wrap(answer.body()));
    }

    /** Closes the connection as it is. */
    void close() {
        endPoint().close();
        callback.failed(new EofException("closed by a fault"));
    }

    /** Ends the connection with a TCP reset. */
    void reset() {
        TrackedEndPoint.below(endPoint()).reset();
        callback.failed(new EofException("reset by a fault"));
    }

    private void head(Answer answer, int length) {
        response.setStatus(answer.status());
        answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        response.getHeaders().put("Content-Length", length);
    }

    private EndPoint endPoint() {
        return request.getConnectionMetaData().getConnection().getEndPoint();
    }
}
