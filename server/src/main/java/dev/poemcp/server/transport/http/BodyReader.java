package dev.poemcp.server.transport.http;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Reads the body of one request as it comes, within bounds, holding no thread. */
final class BodyReader implements TransportTimer.Beating {
    /** A client that is still sending does not see an answer; so the rest of a body is read, up to this, and dropped. */
    private static final long MOST_DROPPED_BYTES = 64L * 1024 * 1024;

    private final Request request;
    private final HttpLimits limits;
    private final Quota.Holding held;
    private final long begun;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private @Nullable HttpProblem refused;
    private long dropped;

    /** Why there is no body. */
    static final class BodyException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient HttpProblem problem;

        BodyException(HttpProblem problem) {
            super(problem.message(), null, false, false);
            this.problem = problem;
        }

        HttpProblem problem() {
            return problem;
        }
    }

    private BodyReader(Request request, HttpLimits limits, Quota.Holding held, long begun) {
        this.request = request;
        this.limits = limits;
        this.held = held;
        this.begun = begun;
    }

    /**
     * Completes with the bytes, or with a {@link BodyException}.
     *
     * @param held takes the bytes as they come; whoever has opened it closes it, at any time
     */
    static CompletableFuture<byte[]> read(
            Request request, HttpLimits limits, Quota.Holding held, TransportTimer heartbeat) {
        var body = new BodyReader(request, limits, held, heartbeat.now());
        if (request.getLength() > limits.bodyBytes()) {
            body.refused = tooLarge(limits);
        }
        heartbeat.add(body);
        var result = body.whole.whenComplete((ignored, failure) -> {
            heartbeat.remove(body);
            if (failure != null) {
                held.close();
            }
            if (failure instanceof BodyException known && known.problem().status() == HttpProblem.TIMEOUT) {
                // Wakes whoever still reads, before the answer ends the request.
                request.fail(failure, false);
            }
        });
        body.next();
        return result;
    }

    private void next() {
        try {
            while (!whole.isDone()) {
                var chunk = request.read();
                if (chunk == null) {
                    request.demand(this::next);
                    return;
                }
                if (Content.Chunk.isFailure(chunk)) {
                    fail(HttpProblem.of(HttpProblem.BAD_REQUEST, "The body broke off."));
                    return;
                }
                take(chunk);
                if (refused != null && (chunk.isLast() || dropped > MOST_DROPPED_BYTES)) {
                    fail(refused);
                } else if (chunk.isLast()) {
                    whole.complete(bytes.toByteArray());
                }
            }
        } catch (RuntimeException | Error e) {
            // On a thread of the container, to which it would mean nothing.
            whole.completeExceptionally(e);
        }
    }

    private void take(Content.Chunk chunk) {
        try {
            var size = chunk.remaining();
            if (refused == null && bytes.size() + size > limits.bodyBytes()) {
                refused = tooLarge(limits);
            }
            if (refused == null) {
                refused = held.take(size);
            }
            if (refused != null) {
                dropped += size;
                return;
            }
            var copy = new byte[size];
            chunk.getByteBuffer().get(copy);
            bytes.writeBytes(copy);
        } finally {
            chunk.release();
        }
    }

    @Override
    public void beat(long now) {
        if (now - begun > limits.slowBody().toNanos()) {
            fail(HttpProblem.of(HttpProblem.TIMEOUT, "The body took too long."));
        }
    }

    private void fail(HttpProblem problem) {
        whole.completeExceptionally(new BodyException(problem));
    }

    private static HttpProblem tooLarge(HttpLimits limits) {
        return HttpProblem.of(HttpProblem.TOO_LARGE, "A body may hold " + limits.bodyBytes() + " bytes.");
    }
}
