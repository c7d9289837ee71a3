package dev.poemcp.poe.site.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.Mockito.mock;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class RealtimeSocketTest {
    private final WebSocket webSocket = mock();
    private final BlockingQueue<WebSocketListener> opened = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> handled = new LinkedBlockingQueue<>();

    @Test
    void busyListener_doesNotKeepFramesFromBeingRead() throws InterruptedException {
        var idle = new CountDownLatch(1);
        var socket = new RealtimeSocket(this::open, new SlowListener(idle), System::nanoTime, InstantSource.system());
        socket.open(HttpUrl.get("http://localhost/up"), Map.of());

        var callbacks = opened.take();

        // These would wait for the listener, if it were called on the thread that reads.
        callbacks.onMessage(webSocket, "first");
        callbacks.onMessage(webSocket, "second");
        callbacks.onFailure(webSocket, new IOException("gone"), null);
        idle.countDown();

        assertEquals("first", handled.take());
        assertEquals("second", handled.take());
        assertEquals("ended: java.io.IOException: gone", handled.take());
    }

    private WebSocket open(Request request, WebSocketListener listener) {
        opened.add(listener);
        return webSocket;
    }

    private final class SlowListener implements RealtimeSocket.SocketListener {
        private final CountDownLatch idle;

        SlowListener(CountDownLatch idle) {
            this.idle = idle;
        }

        @Override
        public void opened(RealtimeSocket socket) {
            handled.add("opened");
        }

        @Override
        public void text(RealtimeSocket socket, String text) {
            try {
                idle.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            handled.add(text);
        }

        @Override
        public void ended(RealtimeSocket socket, int refusal, String why) {
            handled.add("ended: " + why);
        }
    }
}
