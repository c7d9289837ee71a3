package dev.poemcp.poe.site.channel;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** One WebSocket, from its handshake to its end. Calls its listener on a thread of its own, in order. */
final class RealtimeSocket {
    /** Far above any legitimate frame: a reply has at most some hundred kilobytes of text. */
    static final int MAX_FRAME_BYTES = 32 * 1024 * 1024;

    private static final String PING = "{\"type\":\"ping\"}";
    private static final int NORMAL_CLOSURE = 1000;

    /** Receives the socket's events. */
    interface SocketListener {
        void opened(RealtimeSocket socket);

        void text(RealtimeSocket socket, String text);

        /** @param refusal HTTP status of a rejected handshake, else 0 */
        void ended(RealtimeSocket socket, int refusal, String why);
    }

    private final SocketListener listener;
    private final LongSupplier nanoTime;
    private final InstantSource clock;
    private final AtomicLong lastReceived;
    private final AtomicReference<Instant> lastReceivedAt;
    private final WebSocket.Factory factory;
    private final SocketInbox inbox = new SocketInbox(this::abort);
    private @Nullable WebSocket socket;

    RealtimeSocket(WebSocket.Factory factory, SocketListener listener, LongSupplier nanoTime, InstantSource clock) {
        this.factory = factory;
        this.listener = listener;
        this.nanoTime = nanoTime;
        this.clock = clock;
        this.lastReceived = new AtomicLong(nanoTime.getAsLong());
        this.lastReceivedAt = new AtomicReference<>(clock.instant());
    }

    void open(HttpUrl url, Map<String, String> headers) {
        Request.Builder request = new Request.Builder().url(url);
        headers.forEach(request::header);
        socket = factory.newWebSocket(request.build(), new WebSocketCallbacks());
        inbox.start();
    }

    long lastReceivedNanos() {
        return lastReceived.get();
    }

    /**
     * Time since the last received data. Also measured by the wall clock, because the monotonic clock stops while a
     * machine sleeps; a wall clock set forward only causes an extra ping.
     */
    Duration silence() {
        Duration monotonic = Duration.ofNanos(nanoTime.getAsLong() - lastReceived.get());
        Duration wallClock = Duration.between(lastReceivedAt.get(), clock.instant());
        return monotonic.compareTo(wallClock) > 0 ? monotonic : wallClock;
    }

    private void received() {
        lastReceived.set(nanoTime.getAsLong());
        lastReceivedAt.set(clock.instant());
    }

    /** False if the socket no longer accepts messages. */
    boolean send(String text) {
        WebSocket open = socket;
        return open != null && open.send(text);
    }

    /** Asks for a pong. False if the socket no longer accepts messages. */
    boolean ping() {
        return send(PING);
    }

    /** Closes the socket immediately, because it is dead or no longer needed. */
    void abort() {
        WebSocket open = socket;
        if (open != null) {
            open.cancel();
        }
    }

    /** Closes the socket gracefully; OkHttp cancels it if the other side does not respond. */
    void close() {
        WebSocket open = socket;
        if (open != null && !open.close(NORMAL_CLOSURE, null)) {
            open.cancel();
        }
    }

    private final class WebSocketCallbacks extends WebSocketListener {
        @Override
        public void onOpen(WebSocket webSocket, Response response) {
            received();
            inbox.add(() -> listener.opened(RealtimeSocket.this), 0);
        }

        @Override
        public void onMessage(WebSocket webSocket, String text) {
            received();
            inbox.add(() -> listener.text(RealtimeSocket.this, text), text.length());
        }

        @Override
        public void onMessage(WebSocket webSocket, ByteString bytes) {
            onMessage(webSocket, bytes.utf8());
        }

        @Override
        public void onClosing(WebSocket webSocket, int code, String reason) {
            webSocket.close(NORMAL_CLOSURE, null);
            ended(0, "closed by Poe with code " + code);
        }

        @Override
        public void onFailure(WebSocket webSocket, Throwable failure, @Nullable Response response) {
            ended(response == null ? 0 : response.code(), failure.toString());
        }

        private void ended(int refusal, String why) {
            inbox.addLast(() -> listener.ended(RealtimeSocket.this, refusal, why));
        }
    }
}
