package dev.poemcp.poe.browser.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PageSocketTest {
    private static final int MAX_MESSAGE = 1_000;

    private final FakePage page = new FakePage();
    private final CompletableFuture<Long> opened = new CompletableFuture<>();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final CountDownLatch reading = new CountDownLatch(1);
    private final PageSocket socket = new PageSocket(
            new PageSupplier(page::connection, System::nanoTime),
            new Request.Builder().url("https://tch1.tch.site.example/up").build(),
            new Recorder(),
            MAX_MESSAGE);

    private long open() throws Exception {
        page.onStart((fake, id) -> opened.complete(id));
        var thread = new Thread(socket);
        thread.setDaemon(true);
        thread.start();
        long id = opened.get(20, TimeUnit.SECONDS);
        page.report(id, "opened", "null");
        assertEquals("open", next());
        return id;
    }

    private @Nullable String next() throws InterruptedException {
        return heard.poll(20, TimeUnit.SECONDS);
    }

    @Test
    void messages_arriveInOrderAndWhole() throws Exception {
        long id = open();
        reading.countDown();

        page.report(id, "text", "\"one\"");
        page.report(id, "piece", "\"tw\"");
        page.report(id, "text", "\"o\"");

        assertEquals("one", next());
        assertEquals("two", next());
    }

    @Test
    void send_callsPageOnlyWhileOpen() throws Exception {
        assertFalse(socket.send("early"));
        long id = open();

        assertTrue(socket.send("{}"));
        assertTrue(page.calls().contains("send"));

        page.report(id, "closed", "{\"code\":1000,\"reason\":\"\",\"clean\":true}");
        assertEquals("closing 1000", next());
        assertFalse(socket.send("late"));
    }

    @Test
    void refusedHandshake_failsSocket() throws Exception {
        page.onStart((fake, id) -> fake.report(id, "closed", "{\"code\":1006,\"reason\":\"\",\"clean\":false}"));

        socket.run();

        assertTrue(String.valueOf(next()).contains("1006"));
    }

    @Test
    void deadBrowser_failsSocket() throws Exception {
        open();

        page.die();

        assertEquals("failed The browser has ended.", next());
    }

    @Test
    void cancel_closesSocketInPage() throws Exception {
        open();

        socket.cancel();

        assertEquals("failed Canceled", next());
        assertFalse(socket.send("late"));
    }

    @Test
    void tooLongMessage_failsSocket() throws Exception {
        long id = open();

        page.report(id, "piece", FakePage.text("x".repeat(MAX_MESSAGE)));
        page.report(id, "text", "\"x\"");

        assertTrue(String.valueOf(next()).contains("larger than 1000"));
    }

    @Test
    void slowListener_failsSocketInsteadOfFillingMemory() throws Exception {
        long id = open();

        for (int i = 0; i < 20_000; i++) {
            page.report(id, "text", "\"x\"");
        }
        reading.countDown();

        assertEquals("x", next());
        assertTrue(String.valueOf(next()).contains("more messages arrived"));
    }

    /** Reads nothing until the test allows it. */
    private final class Recorder extends WebSocketListener {
        @Override
        public void onOpen(WebSocket webSocket, Response response) {
            heard.add("open");
        }

        @Override
        public void onMessage(WebSocket webSocket, String text) {
            try {
                assertTrue(reading.await(20, TimeUnit.SECONDS));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            heard.add(text);
        }

        @Override
        public void onClosing(WebSocket webSocket, int code, String reason) {
            heard.add("closing " + code);
        }

        @Override
        public void onFailure(WebSocket webSocket, Throwable failure, @Nullable Response response) {
            heard.add("failed " + failure.getMessage());
        }
    }
}
