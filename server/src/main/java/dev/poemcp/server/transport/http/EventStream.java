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
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * A stream of server-sent events to one client, written as fast as the client reads. {@link #send} waits for the
 * client and so holds back who has much to say; {@link #post} does not, and a client that falls too far behind, in
 * events or in bytes, is dropped. Once the client is gone, everything sent is thrown away.
 */
final class EventStream implements TransportTimer.Beating {
    private static final ByteBuffer COMMENT = ByteBuffer.wrap(":\n\n".getBytes(StandardCharsets.UTF_8));

    private final Response response;
    private final ExchangeCompletion exchange;
    private final HttpLimits limits;
    private final TransportTimer heartbeat;
    private final OutputBudget.Claim claim;
    private final long slowNanos;
    private final long quietNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Piece> waiting = new ArrayDeque<>();
    private @Nullable Piece writing;
    private long lastWrite;
    private boolean over;

    /** @param size in bytes; the buffer is empty when it is written */
    private record Piece(ByteBuffer bytes, int size, boolean last, CompletableFuture<Void> written) {}

    /**
     * Sends the head of the response; nothing may have been sent before. Whoever ends the stream ends the exchange.
     *
     * @param quiet after how long without an event a comment shows that the stream lives
     */
    EventStream(
            Response response,
            ExchangeCompletion exchange,
            Caller caller,
            HttpLimits limits,
            OutputBudget output,
            TransportTimer heartbeat,
            Duration quiet) {
        this.response = response;
        this.exchange = exchange;
        this.limits = limits;
        this.heartbeat = heartbeat;
        this.slowNanos = limits.slowWrite().toNanos();
        this.quietNanos = quiet.toNanos();
        this.lastWrite = heartbeat.now();
        this.claim = output.open(caller, this::drop);
        response.setStatus(200);
        var headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        // Proxies would else collect events before they pass them on.
        headers.put("X-Accel-Buffering", "no");
    }

    /** Sends the head, and looks after the stream until the exchange is over. */
    void open() {
        heartbeat.add(this);
        exchange.onEnd(() -> {
            heartbeat.remove(this);
            stop();
        });
        offer(COMMENT.duplicate(), false);
    }

    /** Returns when the client's side has taken the event, or is gone. */
    void send(Object message) {
        await(offer(event("message", json(message)), false).written());
    }

    void post(Object message) {
        offer(event("message", json(message)), false);
    }

    void post(String name, String data) {
        offer(event(name, data), false);
    }

    /** Ends the stream in good order after what was sent so far. */
    void end() {
        offer(ByteBuffer.allocate(0), true);
    }

    @Override
    public void beat(long now) {
        boolean quiet;
        boolean stuck;
        lock.lock();
        try {
            stuck = writing != null && now - lastWrite > slowNanos;
            quiet = writing == null && now - lastWrite > quietNanos;
        } finally {
            lock.unlock();
        }
        if (stuck) {
            drop(new TimeoutException("The client does not read."));
        } else if (quiet) {
            offer(COMMENT.duplicate(), false);
        }
    }

    boolean isOver() {
        lock.lock();
        try {
            return over;
        } finally {
            lock.unlock();
        }
    }

    private Piece offer(ByteBuffer bytes, boolean last) {
        var size = bytes.remaining();
        var piece = new Piece(bytes, size, last, new CompletableFuture<>());
        var behind = claim.waiting();
        if (isOver()) {
            piece.written().complete(null);
            return piece;
        }
        // Outside of the lock, since others may be dropped to make room.
        var tooMany = (behind > 0 && behind + size > limits.streamBytes()) || claim.take(size) != null;
        lock.lock();
        try {
            if (over || tooMany) {
                piece.written().complete(null);
            } else {
                tooMany = waiting.size() >= limits.waitingEvents();
                waiting.add(piece);
            }
        } finally {
            lock.unlock();
        }
        if (tooMany) {
            drop(new TimeoutException("The client reads too slowly."));
        } else {
            writeNext();
        }
        return piece;
    }

    private void writeNext() {
        Piece piece;
        lock.lock();
        try {
            if (over || writing != null) {
                return;
            }
            piece = waiting.poll();
            writing = piece;
            if (piece != null) {
                lastWrite = heartbeat.now();
            }
        } finally {
            lock.unlock();
        }
        if (piece != null) {
            try {
                response.write(piece.last(), piece.bytes(), Callback.from(() -> written(piece), this::drop));
            } catch (RuntimeException | Error e) {
                drop(e);
            }
        }
    }

    private void written(Piece piece) {
        lock.lock();
        try {
            writing = null;
            lastWrite = heartbeat.now();
        } finally {
            lock.unlock();
        }
        claim.read(piece.size());
        piece.written().complete(null);
        if (piece.last()) {
            exchange.succeeded();
        } else {
            writeNext();
        }
    }

    private void drop(Throwable why) {
        exchange.failed(why);
    }

    /** Throws away what waits; nothing is written any more. */
    private void stop() {
        lock.lock();
        try {
            over = true;
            waiting.forEach(piece -> piece.written().complete(null));
            waiting.clear();
            if (writing != null) {
                writing.written().complete(null);
            }
        } finally {
            lock.unlock();
        }
        claim.close();
    }

    private void await(CompletableFuture<Void> written) {
        try {
            written.get(slowNanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            drop(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A piece is never failed.", e);
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
