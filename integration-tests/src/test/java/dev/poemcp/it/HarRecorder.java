package dev.poemcp.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Records the traffic of a tab and saves it as HAR 1.2, with sensitive data, as the Network panel of Chrome does. It has
 * a DevTools connection of its own beside {@link ChromiumTab}'s.
 */
final class HarRecorder implements AutoCloseable {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int LIMIT_SECONDS = 20;

    private final Map<Integer, Consumer<JsonNode>> pending = new HashMap<>();
    private final List<ObjectNode> entries = new ArrayList<>();
    /** The newest entry of each request; a redirect makes a new one. */
    private final Map<String, ObjectNode> current = new HashMap<>();

    private final Map<String, JsonNode> earlyHeaders = new HashMap<>();
    private CompletableFuture<WebSocket> socket = new CompletableFuture<>();
    private int lastId;

    private HarRecorder() {}

    static HarRecorder attach(URI debuggerUrl) {
        var recorder = new HarRecorder();
        recorder.socket =
                HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(debuggerUrl, recorder.new Listener());
        var enabled = new CompletableFuture<JsonNode>();
        recorder.send("Network.enable", JSON.objectNode(), enabled::complete);
        enabled.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
        return recorder;
    }

    /** Waits for a finished entry, e.g. a request with its response's body. */
    void await(String description, Predicate<JsonNode> entry) {
        Waiting.until(description, () -> {
            synchronized (this) {
                return entries.stream().filter(one -> one.has("_finished")).anyMatch(entry);
            }
        });
    }

    /** Saves all entries so far. */
    Path save(Path file) throws IOException {
        var har = JSON.objectNode();
        var log = har.putObject("log").put("version", "1.2");
        log.putObject("creator").put("name", "WebInspector").put("version", "537.36");
        log.putArray("pages");
        var list = log.putArray("entries");
        synchronized (this) {
            entries.forEach(entry -> list.add(entry.deepCopy().without("_finished")));
        }
        return Files.write(
                file, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(har));
    }

    private synchronized void send(String method, ObjectNode parameters, Consumer<JsonNode> onResult) {
        var command = JSON.objectNode().put("id", ++lastId).put("method", method);
        command.set("params", parameters);
        pending.put(lastId, onResult);
        // One after the other: a WebSocket refuses a second text while it sends the first.
        socket = socket.thenCompose(open -> open.sendText(command.toString(), true));
    }

    private synchronized void event(String method, JsonNode event) {
        String id = event.path("requestId").asText();
        switch (method) {
            case "Network.requestWillBeSent" -> {
                if (event.has("redirectResponse")) {
                    of(
                            id,
                            entry -> response(entry, event.path("redirectResponse"))
                                    .put("_finished", true));
                }
                start(id, event.path("request"), event.path("wallTime").asDouble());
            }
            case "Network.requestWillBeSentExtraInfo" -> {
                var entry = current.get(id);
                if (entry == null || entry.has("_finished")) {
                    earlyHeaders.put(id, event.path("headers"));
                } else {
                    headers(entry, event.path("headers"));
                }
            }
            case "Network.responseReceived" -> of(id, entry -> response(entry, event.path("response")));
            case "Network.loadingFinished" -> of(id, entry -> readBody(id, entry));
            case "Network.loadingFailed" -> of(id, entry -> entry.put("_finished", true));
            case "Network.webSocketCreated" -> {
                var request =
                        JSON.objectNode().put("url", event.path("url").asText()).put("method", "GET");
                start(id, request, Instant.now().toEpochMilli() / 1e3).put("_resourceType", "websocket");
                of(id, entry -> entry.putArray("_webSocketMessages"));
            }
            case "Network.webSocketWillSendHandshakeRequest" ->
                of(id, entry -> headers(entry, event.at("/request/headers")));
            case "Network.webSocketFrameReceived" -> of(id, entry -> frame(entry, "receive", event));
            case "Network.webSocketFrameSent" -> of(id, entry -> frame(entry, "send", event));
            default -> {}
        }
    }

    private void of(String id, Consumer<ObjectNode> action) {
        var entry = current.get(id);
        if (entry != null) {
            action.accept(entry);
        }
    }

    private ObjectNode start(String id, JsonNode request, double wallTime) {
        var entry = JSON.objectNode();
        entry.put(
                        "startedDateTime",
                        Instant.ofEpochMilli((long) (wallTime * 1e3)).toString())
                .put("time", 0);
        var recorded = entry.putObject("request")
                .put("method", request.path("method").asText())
                .put("url", request.path("url").asText())
                .put("httpVersion", "http/1.1");
        recorded.putArray("queryString");
        entry.putObject("response").put("status", 0).putObject("content").put("size", 0);
        headers(entry, Objects.requireNonNullElse(earlyHeaders.remove(id), request.path("headers")));
        if (request.path("hasPostData").asBoolean()) {
            var body = recorded.putObject("postData")
                    .put("mimeType", request.at("/headers/Content-Type").asText());
            send(
                    "Network.getRequestPostData",
                    JSON.objectNode().put("requestId", id),
                    result -> body.set("text", result.path("postData")));
        }
        entries.add(entry);
        current.put(id, entry);
        return entry;
    }

    private static void headers(ObjectNode entry, JsonNode headers) {
        ArrayNode list = ((ObjectNode) entry.path("request")).putArray("headers");
        ArrayNode cookies = ((ObjectNode) entry.path("request")).putArray("cookies");
        headers.properties().forEach(header -> {
            list.addObject().put("name", header.getKey()).set("value", header.getValue());
            if (header.getKey().equalsIgnoreCase("cookie")) {
                for (String pair : header.getValue().asText().split("; ", -1)) {
                    int equals = pair.indexOf('=');
                    cookies.addObject().put("name", pair.substring(0, equals)).put("value", pair.substring(equals + 1));
                }
            }
        });
    }

    private static ObjectNode response(ObjectNode entry, JsonNode response) {
        var recorded = entry.putObject("response")
                .put("status", response.path("status").asInt())
                .put("statusText", response.path("statusText").asText());
        recorded.putObject("content").put("mimeType", response.path("mimeType").asText());
        return entry;
    }

    private void readBody(String id, ObjectNode entry) {
        send("Network.getResponseBody", JSON.objectNode().put("requestId", id), result -> {
            var content = (ObjectNode) entry.path("response").path("content");
            content.set("text", result.path("body"));
            if (result.path("base64Encoded").asBoolean()) {
                content.put("encoding", "base64");
            }
            entry.put("_finished", true);
        });
    }

    private static void frame(ObjectNode entry, String type, JsonNode event) {
        ((ArrayNode) entry.path("_webSocketMessages"))
                .addObject()
                .put("type", type)
                .put("time", event.path("timestamp").asDouble())
                .put("opcode", event.at("/response/opcode").asInt())
                .set("data", event.at("/response/payloadData"));
        entry.put("_finished", true);
    }

    @Override
    public void close() {
        socket.join().abort();
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                String message = text.toString();
                text.setLength(0);
                receive(message);
            }
            from.request(1);
            return null;
        }

        private void receive(String message) {
            try {
                JsonNode json = new ObjectMapper().readTree(message);
                synchronized (HarRecorder.this) {
                    var response = pending.remove(json.path("id").asInt());
                    if (response != null) {
                        response.accept(json.path("result"));
                    } else {
                        event(json.path("method").asText(), json.path("params"));
                    }
                }
            } catch (IOException e) {
                throw new IllegalStateException("Chromium sent no JSON", e);
            }
        }
    }
}
