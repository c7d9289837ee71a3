package dev.poemcp.server.transport.http;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Reads the body of one request without blocking, within limits of size and time. */
final class BodyReader implements TransportTimer.TickListener {
    /** A client reads no response while it sends, so up to this much of a rejected body is read and dropped. */
    private static final long MAX_DROPPED_BYTES = 64L * 1024 * 1024;

    private final Request request;
    private final HttpLimits limits;
    private final Quota.Allocation allocation;
    private final long startedAt;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> result = new CompletableFuture<>();
    private @Nullable HttpProblem rejection;
    private long dropped;

    /** The body could not be read. */
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

    private BodyReader(Request request, HttpLimits limits, Quota.Allocation allocation, long startedAt) {
        this.request = request;
        this.limits = limits;
        this.allocation = allocation;
        this.startedAt = startedAt;
    }

    /**
     * Completes with the bytes, or with a {@link BodyException}.
     *
     * @param allocation counts the bytes read; closed by the caller, at any time
     */
    static CompletableFuture<byte[]> read(
            Request request, HttpLimits limits, Quota.Allocation allocation, TransportTimer timer) {
        var body = new BodyReader(request, limits, allocation, timer.now());
        if (request.getLength() > limits.bodyBytes()) {
            body.rejection = tooLarge(limits);
        }
        timer.add(body);
        var completed = body.result.whenComplete((ignored, failure) -> {
            timer.remove(body);
            if (failure != null) {
                allocation.close();
            }
            if (failure instanceof BodyException known && known.problem().status() == HttpProblem.TIMEOUT) {
                // Ends pending reads before the response ends the request.
                request.fail(failure, false);
            }
        });
        body.next();
        return completed;
    }

    private void next() {
        try {
            while (!result.isDone()) {
                var chunk = request.read();
                if (chunk == null) {
                    request.demand(this::next);
                    return;
                }
                if (Content.Chunk.isFailure(chunk)) {
                    fail(HttpProblem.of(HttpProblem.BAD_REQUEST, "The body broke off."));
                    return;
                }
                append(chunk);
                if (rejection != null && (chunk.isLast() || dropped > MAX_DROPPED_BYTES)) {
                    fail(rejection);
                } else if (chunk.isLast()) {
                    result.complete(bytes.toByteArray());
                }
            }
        } catch (RuntimeException | Error e) {
            // This runs on a container thread, which would not report it.
            result.completeExceptionally(e);
        }
    }

    private void append(Content.Chunk chunk) {
        try {
            var size = chunk.remaining();
            if (rejection == null && bytes.size() + size > limits.bodyBytes()) {
                rejection = tooLarge(limits);
            }
            if (rejection == null) {
                rejection = allocation.acquire(size);
            }
            if (rejection != null) {
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
    public void onTick(long now) {
        if (now - startedAt > limits.slowBody().toNanos()) {
            fail(HttpProblem.of(HttpProblem.TIMEOUT, "The body took too long."));
        }
    }

    private void fail(HttpProblem problem) {
        result.completeExceptionally(new BodyException(problem));
    }

    private static HttpProblem tooLarge(HttpLimits limits) {
        return HttpProblem.of(HttpProblem.TOO_LARGE, "A body may hold " + limits.bodyBytes() + " bytes.");
    }
}
