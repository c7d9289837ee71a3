package dev.poemcp.poe.browser.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A web socket that the page opens; text only. Its listener runs on the socket's own thread. Messages that the listener
 * has not read yet are bounded; when they are too many, the socket fails.
 *
 * <p>The browser answers the protocol's pings itself and lets no script send any. The channel needs none: whether its
 * socket is alive it finds out with messages (docs/poe-protocol.md §5.9).
 */
final class PageSocket implements WebSocket, PageConnection.Receiver, Runnable {
    private static final Logger log = LoggerFactory.getLogger(PageSocket.class);
    private static final int MAX_QUEUED = 10_000;
    private static final long MAX_QUEUED_CHARACTERS = 64L * 1024 * 1024;

    private enum Kind {
        OPENED,
        TEXT,
        CLOSED,
        FAILED
    }

    private record SocketEvent(Kind kind, String text, int code) {}

    private final PageSupplier pages;
    private final Request request;
    private final WebSocketListener listener;
    private final int maxMessage;
    private final BlockingQueue<SocketEvent> events = new ArrayBlockingQueue<>(MAX_QUEUED);
    private final AtomicLong queuedCharacters = new AtomicLong();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final StringBuilder pieces = new StringBuilder();
    /** Set when the socket ends in another way than by an event of the page; read before every event. */
    private volatile @Nullable String failure;

    private volatile boolean open;
    private volatile @Nullable PageConnection page;
    private volatile long id;

    PageSocket(PageSupplier pages, Request request, WebSocketListener listener, int maxMessage) {
        this.pages = pages;
        this.request = request;
        this.listener = listener;
        this.maxMessage = maxMessage;
    }

    /** Opens the socket, and passes its events on until it has ended. */
    @Override
    public void run() {
        try {
            var opened = pages.page();
            page = opened;
            id = opened.register(this);
            if (failure == null) {
                opened.call("open", id, socketUrl(), maxMessage);
            }
            boolean running = true;
            while (running) {
                var event = events.take();
                var why = failure;
                running = why == null ? deliver(event) : fail(why);
            }
        } catch (IOException failed) {
            fail(String.valueOf(failed.getMessage()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            fail("interrupted");
        } catch (RuntimeException bug) {
            // As OkHttp does: a listener that throws has failed its socket.
            log.error("A message of the realtime channel could not be handled.", bug);
            fail(bug.toString());
        } finally {
            release();
        }
    }

    private String socketUrl() {
        return request.url().toString().replaceFirst("^http", "ws");
    }

    private boolean deliver(SocketEvent event) {
        switch (event.kind()) {
            case OPENED -> {
                open = true;
                listener.onOpen(this, handshake());
            }
            case TEXT -> {
                queuedCharacters.addAndGet(-event.text().length());
                listener.onMessage(this, event.text());
            }
            case CLOSED -> {
                open = false;
                listener.onClosing(this, event.code(), event.text());
                listener.onClosed(this, event.code(), event.text());
                return false;
            }
            case FAILED -> {
                return fail(event.text());
            }
        }
        return true;
    }

    private boolean fail(String why) {
        open = false;
        listener.onFailure(this, new IOException(why), null);
        return false;
    }

    private Response handshake() {
        return new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(101)
                .message("")
                .build();
    }

    private void release() {
        open = false;
        ended.set(true);
        var opened = page;
        if (opened != null) {
            opened.forget(id);
            opened.post("cancel", id);
        }
    }

    @Override
    public void report(String kind, JsonNode value) {
        switch (kind) {
            case "opened" -> offer(new SocketEvent(Kind.OPENED, "", 0));
            case "piece" -> append(value.asText());
            case "text" -> {
                append(value.asText());
                var text = pieces.toString();
                pieces.setLength(0);
                queuedCharacters.addAndGet(text.length());
                offer(new SocketEvent(Kind.TEXT, text, 0));
            }
            case "closed" -> {
                boolean clean = value.path("clean").asBoolean();
                int code = value.path("code").asInt();
                offer(
                        clean
                                ? new SocketEvent(
                                        Kind.CLOSED, value.path("reason").asText(), code)
                                : new SocketEvent(
                                        Kind.FAILED, "the socket broke or could not be opened (code " + code + ")", 0));
            }
            default -> offer(new SocketEvent(Kind.FAILED, value.asText(), 0));
        }
    }

    private void append(String piece) {
        if (pieces.length() + piece.length() > maxMessage) {
            stop("a message larger than " + maxMessage + " characters");
        } else {
            pieces.append(piece);
        }
    }

    private void offer(SocketEvent event) {
        if (queuedCharacters.get() > MAX_QUEUED_CHARACTERS || !events.offer(event)) {
            stop("more messages arrived than could be read");
        }
    }

    @Override
    public void lost(String why) {
        stop(why);
    }

    /** Ends the socket before anything that is still queued. */
    private void stop(String why) {
        failure = why;
        // Wakes the thread; a full queue does so, too.
        boolean unused = events.offer(new SocketEvent(Kind.FAILED, why, 0));
    }

    @Override
    public Request request() {
        return request;
    }

    @Override
    public long queueSize() {
        return 0;
    }

    @Override
    public boolean send(String text) {
        var opened = page;
        return open && opened != null && opened.post("send", id, text);
    }

    @Override
    public boolean send(ByteString bytes) {
        throw new UnsupportedOperationException("The channel sends text only.");
    }

    @Override
    public boolean close(int code, @Nullable String reason) {
        var opened = page;
        return open && opened != null && opened.post("close", id, code);
    }

    @Override
    public void cancel() {
        if (!ended.get()) {
            stop("Canceled");
        }
    }
}
