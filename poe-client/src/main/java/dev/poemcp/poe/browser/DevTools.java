package dev.poemcp.poe.browser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.poe.http.Http;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of the DevTools protocol to a whole browser. Sessions are flat: each attached target has a session id,
 * which its commands and events carry. When the connection ends, every command that waits fails. Messages are never
 * logged, since they contain cookies.
 *
 * <p>Source: https://chromedevtools.github.io/devtools-protocol/
 */
public final class DevTools implements AutoCloseable {
    /** A longer message ends the connection. */
    static final int MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

    private static final int MAX_WAITING = 10_000;
    private static final Logger log = LoggerFactory.getLogger(DevTools.class);

    /** Receives the events of one session, in order, on the thread that reads the connection; must not block. */
    public interface SessionListener {
        void event(String method, JsonNode parameters);

        /** The session has ended; no event follows. */
        void detached(String why);
    }

    private final ObjectMapper json = new ObjectMapper();
    private final AtomicLong lastId = new AtomicLong();
    private final Map<Long, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final Map<String, SessionListener> sessions = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable String> end = new AtomicReference<>();
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final WebSocket socket;

    private DevTools(Http http, URI endpoint, Duration limit) {
        this.socket = http.webSockets(limit, MAX_MESSAGE_BYTES)
                .newWebSocket(new Request.Builder().url(httpUrl(endpoint)).build(), new Reader());
    }

    /**
     * @param http must reach loopback directly
     * @param endpoint the browser's, {@code ws://127.0.0.1:PORT/devtools/browser/GUID}
     */
    public static DevTools connect(Http http, URI endpoint, Duration limit)
            throws BrowserException, InterruptedException {
        var devTools = new DevTools(http, endpoint, limit);
        try {
            devTools.opened.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return devTools;
        } catch (TimeoutException | ExecutionException failed) {
            devTools.socket.cancel();
            throw new BrowserException("The browser does not answer at " + endpoint.getAuthority() + ".", failed);
        } catch (InterruptedException interrupted) {
            devTools.socket.cancel();
            throw interrupted;
        }
    }

    private static String httpUrl(URI endpoint) {
        return "http://" + endpoint.getRawAuthority() + endpoint.getRawPath();
    }

    public boolean isOpen() {
        return end.get() == null;
    }

    /** Events of this session go to the listener from now on. */
    public void listen(String session, SessionListener listener) {
        sessions.put(session, listener);
        var why = end.get();
        if (why != null && sessions.remove(session) != null) {
            listener.detached(why);
        }
    }

    /**
     * Sends a command.
     *
     * @param session null for the browser itself
     * @return the result; completes with {@link BrowserException} if the browser refuses the command or the connection
     *     ends
     */
    public CompletableFuture<JsonNode> send(@Nullable String session, String method, ObjectNode parameters) {
        var result = new CompletableFuture<JsonNode>();
        long id = lastId.incrementAndGet();
        var command = JsonNodeFactory.instance.objectNode().put("id", id).put("method", method);
        if (session != null) {
            command.put("sessionId", session);
        }
        command.set("params", parameters);
        if (waiting.size() >= MAX_WAITING) {
            result.completeExceptionally(new BrowserException("The browser leaves too many commands unanswered."));
            return result;
        }
        waiting.put(id, result);
        boolean sent = isOpen() && socket.send(command.toString());
        if (!sent || !isOpen()) {
            waiting.remove(id);
            var why = end.get();
            result.completeExceptionally(
                    new BrowserException(why == null ? "The browser takes no more commands." : why));
        }
        return result;
    }

    /** {@link #send}, and waits for the result. */
    public JsonNode call(@Nullable String session, String method, ObjectNode parameters, Duration limit)
            throws BrowserException, InterruptedException {
        try {
            return send(session, method, parameters).get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new BrowserException("The browser did not answer " + method + " within " + limit + ".", late);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof BrowserException known
                    ? new BrowserException(String.valueOf(known.getMessage()), known)
                    : new BrowserException("The browser could not run " + method + ".", failed);
        }
    }

    /** Ends the connection; the browser goes on. */
    @Override
    public void close() {
        ended("The connection to the browser is closed.");
        socket.cancel();
    }

    private void ended(String why) {
        if (!end.compareAndSet(null, why)) {
            return;
        }
        waiting.keySet().forEach(id -> {
            var result = waiting.remove(id);
            if (result != null) {
                result.completeExceptionally(new BrowserException(why));
            }
        });
        sessions.keySet().forEach(session -> detached(session, why));
        opened.completeExceptionally(new BrowserException(why));
    }

    private void detached(String session, String why) {
        var listener = sessions.remove(session);
        if (listener != null) {
            listener.detached(why);
        }
    }

    private void handle(JsonNode message) {
        if (message.has("id")) {
            var result = waiting.remove(message.path("id").asLong());
            if (result == null) {
                return;
            }
            var error = message.path("error");
            if (error.isObject()) {
                result.completeExceptionally(new BrowserException("The browser refused a command: "
                        + error.path("message").asText()));
            } else {
                result.complete(message.path("result"));
            }
            return;
        }
        var method = message.path("method").asText();
        var parameters = message.path("params");
        if (method.equals("Target.detachedFromTarget")) {
            detached(parameters.path("sessionId").asText(), "The browser's page was closed.");
            return;
        }
        var listener = sessions.get(message.path("sessionId").asText());
        if (listener != null) {
            listener.event(method, parameters);
        }
    }

    private final class Reader extends WebSocketListener {
        @Override
        public void onOpen(WebSocket webSocket, Response response) {
            opened.complete(null);
        }

        @Override
        public void onMessage(WebSocket webSocket, String text) {
            try {
                handle(json.readTree(text));
            } catch (JsonProcessingException broken) {
                // Without the parser's message, which quotes the text.
                log.debug("The browser sent a message of {} characters that is not JSON.", text.length());
            }
        }

        @Override
        public void onClosing(WebSocket webSocket, int code, String reason) {
            webSocket.close(code, null);
            ended("The browser was closed.");
        }

        @Override
        public void onFailure(WebSocket webSocket, Throwable failure, @Nullable Response response) {
            log.debug("The DevTools connection ended: {}", failure.toString());
            ended("The browser has ended.");
        }
    }
}
