package dev.poemcp.poe.site.channel;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** One socket, from its handshake to its end. Tells its owner, on the socket's reading thread. */
final class RealtimeSocket {
    /** No frame of a sane server comes near: an answer is at most some hundred kilobytes of text. */
    static final int MAX_FRAME_BYTES = 32 * 1024 * 1024;

    private static final int NORMAL_CLOSURE = 1000;

    /** Hears of the socket. */
    interface Owner {
        void opened(RealtimeSocket line);

        void text(RealtimeSocket line, String text);

        /** @param refusal HTTP status of a handshake that was refused, else 0 */
        void ended(RealtimeSocket line, int refusal, String why);
    }

    private final Owner owner;
    private final LongSupplier nanoTime;
    private final BoundedMessageSocketFactory sockets = new BoundedMessageSocketFactory(MAX_FRAME_BYTES);
    private final InstantSource clock;
    private final AtomicLong lastHeard;
    private final AtomicReference<Instant> lastHeardAt;
    private final OkHttpClient client;
    private @Nullable WebSocket socket;

    RealtimeSocket(OkHttpClient http, Duration handshake, Owner owner, LongSupplier nanoTime, InstantSource clock) {
        this.owner = owner;
        this.nanoTime = nanoTime;
        this.clock = clock;
        this.lastHeard = new AtomicLong(nanoTime.getAsLong());
        this.lastHeardAt = new AtomicReference<>(clock.instant());
        this.client = http.newBuilder()
                .socketFactory(sockets)
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectTimeout(handshake)
                .readTimeout(handshake)
                .callTimeout(Duration.ZERO)
                .pingInterval(Duration.ZERO)
                .followRedirects(false)
                // A compressed frame could unfold without bound.
                .addInterceptor(chain -> chain.proceed(chain.request()
                        .newBuilder()
                        .removeHeader("Sec-WebSocket-Extensions")
                        .build()))
                .build();
    }

    void open(HttpUrl url, Map<String, String> headers) {
        Request.Builder request = new Request.Builder().url(url);
        headers.forEach(request::header);
        socket = client.newWebSocket(request.build(), new Ear());
    }

    long lastHeardNanos() {
        return lastHeard.get();
    }

    /**
     * How long nothing was heard. By the wall clock too, because the other one stands still while a machine sleeps; a
     * clock that was put forward costs no more than a ping.
     */
    Duration silence() {
        Duration counted = Duration.ofNanos(nanoTime.getAsLong() - lastHeard.get());
        Duration onTheWall = Duration.between(lastHeardAt.get(), clock.instant());
        return counted.compareTo(onTheWall) > 0 ? counted : onTheWall;
    }

    private void heard() {
        lastHeard.set(nanoTime.getAsLong());
        lastHeardAt.set(clock.instant());
        sockets.message();
    }

    /** False when the socket no longer takes anything. */
    boolean say(String text) {
        WebSocket open = socket;
        return open != null && open.send(text);
    }

    /** Ends the socket at once. */
    void cut() {
        WebSocket open = socket;
        if (open != null) {
            open.cancel();
        }
    }

    /** Ends the socket in good order; OkHttp cuts it when the other side does not join in. */
    void hangUp() {
        WebSocket open = socket;
        if (open != null && !open.close(NORMAL_CLOSURE, null)) {
            open.cancel();
        }
    }

    private final class Ear extends WebSocketListener {
        @Override
        public void onOpen(WebSocket webSocket, Response response) {
            heard();
            owner.opened(RealtimeSocket.this);
        }

        @Override
        public void onMessage(WebSocket webSocket, String text) {
            heard();
            owner.text(RealtimeSocket.this, text);
        }

        @Override
        public void onMessage(WebSocket webSocket, ByteString bytes) {
            onMessage(webSocket, bytes.utf8());
        }

        @Override
        public void onClosing(WebSocket webSocket, int code, String reason) {
            webSocket.close(NORMAL_CLOSURE, null);
            owner.ended(RealtimeSocket.this, 0, "closed by Poe with code " + code);
        }

        @Override
        public void onFailure(WebSocket webSocket, Throwable failure, @Nullable Response response) {
            owner.ended(RealtimeSocket.this, response == null ? 0 : response.code(), failure.toString());
        }
    }
}
