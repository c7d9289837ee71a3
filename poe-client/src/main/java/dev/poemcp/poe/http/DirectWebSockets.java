package dev.poemcp.poe.http;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Opens web sockets on connections of their own. A message over the limit fails its socket. A cancelled socket also
 * drops the idle connections of the pool: what broke it has likely broken them, too.
 */
final class DirectWebSockets implements WebSocket.Factory {
    private final Supplier<OkHttpClient> http;
    private final Duration handshake;
    private final int maxMessageBytes;

    DirectWebSockets(Supplier<OkHttpClient> http, Duration handshake, int maxMessageBytes) {
        this.http = http;
        this.handshake = handshake;
        this.maxMessageBytes = maxMessageBytes;
    }

    @Override
    public WebSocket newWebSocket(Request request, WebSocketListener listener) {
        var sockets = new BoundedMessageSocketFactory(maxMessageBytes);
        var client = http.get()
                .newBuilder()
                .socketFactory(sockets)
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectTimeout(handshake)
                .readTimeout(handshake)
                .callTimeout(Duration.ZERO)
                .pingInterval(Duration.ZERO)
                .followRedirects(false)
                // A compressed frame could expand without limit.
                .addInterceptor(chain -> chain.proceed(chain.request()
                        .newBuilder()
                        .removeHeader("Sec-WebSocket-Extensions")
                        .build()))
                .build();
        return new PooledWebSocket(client.newWebSocket(request, new CountingListener(listener, sockets)));
    }

    private final class PooledWebSocket implements WebSocket {
        private final WebSocket socket;

        PooledWebSocket(WebSocket socket) {
            this.socket = socket;
        }

        @Override
        public Request request() {
            return socket.request();
        }

        @Override
        public long queueSize() {
            return socket.queueSize();
        }

        @Override
        public boolean send(String text) {
            return socket.send(text);
        }

        @Override
        public boolean send(ByteString bytes) {
            return socket.send(bytes);
        }

        @Override
        public boolean close(int code, @Nullable String reason) {
            return socket.close(code, reason);
        }

        @Override
        public void cancel() {
            socket.cancel();
            http.get().connectionPool().evictAll();
        }
    }

    /** Tells the socket factory when a message is complete. */
    private static final class CountingListener extends WebSocketListener {
        private final WebSocketListener listener;
        private final BoundedMessageSocketFactory sockets;

        CountingListener(WebSocketListener listener, BoundedMessageSocketFactory sockets) {
            this.listener = listener;
            this.sockets = sockets;
        }

        @Override
        public void onOpen(WebSocket socket, Response response) {
            sockets.messageReceived();
            listener.onOpen(socket, response);
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            sockets.messageReceived();
            listener.onMessage(socket, text);
        }

        @Override
        public void onMessage(WebSocket socket, ByteString bytes) {
            sockets.messageReceived();
            listener.onMessage(socket, bytes);
        }

        @Override
        public void onClosing(WebSocket socket, int code, String reason) {
            listener.onClosing(socket, code, reason);
        }

        @Override
        public void onClosed(WebSocket socket, int code, String reason) {
            listener.onClosed(socket, code, reason);
        }

        @Override
        public void onFailure(WebSocket socket, Throwable failure, @Nullable Response response) {
            listener.onFailure(socket, failure, response);
        }
    }
}
