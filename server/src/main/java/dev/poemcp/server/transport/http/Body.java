package dev.poemcp.server.transport.http;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Reads the body of one request as it comes, within bounds, holding no thread. */
final class Body {
    /** A client that is still sending does not see an answer; so the rest of a body is read, up to this, and dropped. */
    private static final long MOST_DROPPED_BYTES = 64L * 1024 * 1024;

    private final Request request;
    private final HttpLimits limits;
    private final AtomicLong held;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private @Nullable Problem refused;
    private long dropped;

    /** Why there is no body. */
    static final class BodyException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        BodyException(Problem problem) {
            super(problem.message(), null, false, false);
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }

    private Body(Request request, HttpLimits limits, AtomicLong held) {
        this.request = request;
        this.limits = limits;
        this.held = held;
    }

    /**
     * Completes with the bytes, or with a {@link BodyException}.
     *
     * @param held bytes of all bodies at present; whoever gets one gives its length back
     */
    static CompletableFuture<byte[]> read(Request request, HttpLimits limits, AtomicLong held) {
        var body = new Body(request, limits, held);
        if (request.getLength() > limits.bodyBytes()) {
            body.refused = tooLarge(limits);
        }
        body.next();
        return body.whole
                .orTimeout(limits.slowBody().toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((ignored, failure) -> body.release(failure));
    }

    private void next() {
        while (!whole.isDone()) {
            var chunk = request.read();
            if (chunk == null) {
                request.demand(this::next);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                fail(Problem.of(Problem.BAD_REQUEST, "The body broke off."));
                return;
            }
            take(chunk);
            if (refused != null && (chunk.isLast() || dropped > MOST_DROPPED_BYTES)) {
                fail(refused);
            } else if (chunk.isLast()) {
                whole.complete(bytes.toByteArray());
            }
        }
    }

    private void take(Content.Chunk chunk) {
        try {
            var size = chunk.remaining();
            if (refused == null && bytes.size() + size > limits.bodyBytes()) {
                refused = tooLarge(limits);
            }
            if (refused == null && held.addAndGet(size) > limits.bodiesBytes()) {
                held.addAndGet(-size);
                refused = Problem.of(Problem.BUSY, "The server holds more than it can at present; try again.");
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

    private void release(Throwable failure) {
        if (failure != null) {
            held.addAndGet(-bytes.size());
            if (failure instanceof TimeoutException) {
                // Wakes whoever still reads.
                request.fail(failure, false);
            }
        }
    }

    private void fail(Problem problem) {
        whole.completeExceptionally(new BodyException(problem));
    }

    private static Problem tooLarge(HttpLimits limits) {
        return Problem.of(Problem.TOO_LARGE, "A body may hold " + limits.bodyBytes() + " bytes.");
    }
}
