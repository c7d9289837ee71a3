package dev.poemcp.server.transport.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.poemcp.server.jsonrpc.JsonRpc;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * A stream of server-sent events to one client. {@link #send} waits until the client has taken the event;
 * {@link #post} does not wait, and a client that falls too far behind, in events or bytes, is disconnected. After a
 * disconnect all events are discarded.
 */
final class EventStream implements TransportTimer.TickListener {
    private static final ByteBuffer COMMENT = ByteBuffer.wrap(":\n\n".getBytes(StandardCharsets.UTF_8));

    private final Response response;
    private final ExchangeCompletion completion;
    private final HttpLimits limits;
    private final TransportTimer timer;
    private final OutputBudget.Claim outputClaim;
    private final long slowWriteNanos;
    private final long idleNanos;
    private final Queue<PendingWrite> queue = new ArrayDeque<>();
    private @Nullable PendingWrite writing;
    private long lastWrite;
    private boolean ended;

    /** @param size in bytes; the buffer itself is consumed by the write */
    private record PendingWrite(ByteBuffer bytes, int size, boolean last, CompletableFuture<Void> written) {}

    /**
     * Sets the status and headers; nothing may have been sent before. The end of the stream ends the exchange.
     *
     * @param idle time without an event after which a comment is sent
     */
    EventStream(
            Response response,
            ExchangeCompletion completion,
            Caller caller,
            HttpLimits limits,
            OutputBudget output,
            TransportTimer timer,
            Duration idle) {
        this.response = response;
        this.completion = completion;
        this.limits = limits;
        this.timer = timer;
        this.slowWriteNanos = limits.slowWrite().toNanos();
        this.idleNanos = idle.toNanos();
        this.lastWrite = timer.now();
        this.outputClaim = output.open(caller, this::drop);
        response.setStatus(200);
        var headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        // Otherwise proxies buffer events.
        headers.put("X-Accel-Buffering", "no");
    }

    /** Sends the head and keeps the stream alive until the exchange ends. */
    void open() {
        timer.add(this);
        completion.onEnd(() -> {
            timer.remove(this);
            discard();
        });
        offer(COMMENT.duplicate(), false);
    }

    /** Returns when the client has taken the event or has disconnected. */
    void send(Object message) {
        await(offer(event("message", json(message)), false).written());
    }

    void post(Object message) {
        offer(event("message", json(message)), false);
    }

    void post(String name, String data) {
        offer(event(name, data), false);
    }

    /** Ends the stream after the queued events. */
    void end() {
        offer(ByteBuffer.allocate(0), true);
    }

    @Override
    public void onTick(long now) {
        boolean idle;
        boolean stuck;
        // Comments to all streams together stay within 1,000 a second.
        var quiet = Math.max(idleNanos, timer.listeners() * 1_000_000L);
        synchronized (this) {
            stuck = writing != null && now - lastWrite > slowWriteNanos;
            idle = writing == null && now - lastWrite > quiet;
        }
        if (stuck) {
            drop(new TimeoutException("The client does not read."));
        } else if (idle) {
            offer(COMMENT.duplicate(), false);
        }
    }

    synchronized boolean isEnded() {
        return ended;
    }

    private PendingWrite offer(ByteBuffer bytes, boolean last) {
        var size = bytes.remaining();
        var write = new PendingWrite(bytes, size, last, new CompletableFuture<>());
        var behind = outputClaim.unread();
        if (isEnded()) {
            write.written().complete(null);
            return write;
        }
        // Outside the lock, since this may disconnect other clients to make room.
        var tooMany = (behind > 0 && behind + size > limits.streamBytes()) || outputClaim.acquire(size) != null;
        synchronized (this) {
            if (ended || tooMany) {
                write.written().complete(null);
            } else {
                tooMany = queue.size() >= limits.waitingEvents();
                queue.add(write);
            }
        }
        if (tooMany) {
            drop(new TimeoutException("The client reads too slowly."));
        } else {
            writeNext();
        }
        return write;
    }

    private void writeNext() {
        PendingWrite write;
        synchronized (this) {
            if (ended || writing != null) {
                return;
            }
            write = queue.poll();
            writing = write;
            if (write != null) {
                lastWrite = timer.now();
            }
        }
        if (write != null) {
            try {
                response.write(write.last(), write.bytes(), Callback.from(() -> written(write), this::drop));
            } catch (RuntimeException | Error e) {
                drop(e);
            }
        }
    }

    private void written(PendingWrite write) {
        synchronized (this) {
            writing = null;
            // A comment after the last write would close the connection, whose client may have sent its next request.
            ended |= write.last();
            lastWrite = timer.now();
        }
        outputClaim.markRead(write.size());
        write.written().complete(null);
        if (write.last()) {
            completion.succeeded();
        } else {
            writeNext();
        }
    }

    private void drop(Throwable cause) {
        completion.failed(cause);
    }

    /** Discards the queue; nothing more is written. */
    private void discard() {
        synchronized (this) {
            ended = true;
            queue.forEach(write -> write.written().complete(null));
            queue.clear();
            if (writing != null) {
                writing.written().complete(null);
            }
        }
        outputClaim.close();
    }

    private void await(CompletableFuture<Void> written) {
        try {
            written.get(slowWriteNanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            drop(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Pending writes never fail.", e);
        }
    }

    private static ByteBuffer event(String name, String data) {
        return ByteBuffer.wrap(("event: " + name + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String json(Object message) {
        try {
            return JsonRpc.JSON.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A message cannot be written as JSON.", e);
        }
    }
}
