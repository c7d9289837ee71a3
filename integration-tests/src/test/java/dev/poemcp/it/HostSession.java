package dev.poemcp.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A strict MCP host on stdio for tests. Shares no code with the server or the SDK, and reports protocol violations that
 * lenient clients ignore (see {@link #close()}).
 */
final class HostSession implements AutoCloseable {
    static final String NEWEST_VERSION = "2025-11-25";
    static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ServerProcess server;
    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
    private final Map<Long, List<JsonNode>> progress = new ConcurrentHashMap<>();
    private final List<JsonNode> notifications = new ArrayList<>();
    private final List<JsonNode> errorsWithoutId = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private final Function<JsonNode, ObjectNode> elicitation;

    private HostSession(ServerProcess server, Function<JsonNode, ObjectNode> elicitation) {
        this.server = server;
        this.elicitation = elicitation;
        var reader = new Thread(this::read, "host");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts the server and initializes the session, as a host without elicitation. */
    static HostSession open(Launch launch) {
        var session = attach(launch.start());
        session.initialize(NEWEST_VERSION, object());
        return session;
    }

    /** Likewise, with elicitation; {@code answer} gets the parameters of {@code elicitation/create}. */
    static HostSession openWithElicitation(Launch launch, Function<JsonNode, ObjectNode> answer) {
        var session = new HostSession(launch.start(), answer);
        session.initialize(NEWEST_VERSION, object("elicitation", object()));
        return session;
    }

    /** A session that is not initialized. */
    static HostSession attach(ServerProcess server) {
        return new HostSession(server, params -> {
            throw new IllegalStateException("elicitation without the client capability");
        });
    }

    JsonNode initialize(String version, ObjectNode capabilities) {
        JsonNode response = await(request(
                "initialize",
                object(
                        "protocolVersion",
                        version,
                        "capabilities",
                        capabilities,
                        "clientInfo",
                        object("name", "it", "version", "1"))));
        notify("notifications/initialized", object());
        return response;
    }

    ServerProcess server() {
        return server;
    }

    /** Completes with the response, also if it is a JSON-RPC error. */
    CompletableFuture<JsonNode> request(String method, ObjectNode params) {
        return send(ids.incrementAndGet(), method, params);
    }

    void notify(String method, ObjectNode params) {
        write(object("jsonrpc", "2.0", "method", method, "params", params));
    }

    /** A call in progress. */
    record Call(long id, CompletableFuture<JsonNode> response) {}

    /** Starts a tool call with progress. */
    Call startCall(String tool, ObjectNode arguments) {
        long id = ids.incrementAndGet();
        progress.put(id, new ArrayList<>());
        var params = object("name", tool, "arguments", arguments, "_meta", object("progressToken", id));
        return new Call(id, send(id, "tools/call", params));
    }

    ToolOutcome call(String tool, @Nullable Object... arguments) {
        return outcome(startCall(tool, object(arguments)));
    }

    ToolOutcome outcome(Call call) {
        return ToolOutcome.of(await(call.response()), progressOf(call));
    }

    void cancel(Call call, String reason) {
        notify("notifications/cancelled", object("requestId", call.id(), "reason", reason));
    }

    /** The {@code params} of each progress notification so far, in order. */
    List<JsonNode> progressOf(Call call) {
        List<JsonNode> received = progress.getOrDefault(call.id(), List.of());
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    /** All notifications so far, except progress. */
    List<JsonNode> notifications() {
        synchronized (notifications) {
            return List.copyOf(notifications);
        }
    }

    /** The error responses so far whose id is null. */
    List<JsonNode> errorsWithoutId() {
        synchronized (errorsWithoutId) {
            return List.copyOf(errorsWithoutId);
        }
    }

    /** All pages of a list method. */
    List<JsonNode> list(String method, String field) {
        var items = new ArrayList<JsonNode>();
        var params = object();
        while (true) {
            JsonNode result = result(await(request(method, params)));
            result.path(field).forEach(items::add);
            JsonNode next = result.path("nextCursor");
            if (next.isMissingNode() || next.isNull()) {
                return items;
            }
            params = object("cursor", next.asText());
        }
    }

    JsonNode await(CompletableFuture<JsonNode> response) {
        return await(response, TIMEOUT);
    }

    JsonNode await(CompletableFuture<JsonNode> response, Duration limit) {
        try {
            return response.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("No response within " + limit + ". On stderr:\n" + server.stderr(), e);
        } catch (ExecutionException e) {
            throw new AssertionError("The call got no response", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    static JsonNode result(JsonNode response) {
        if (!response.has("result")) {
            throw new AssertionError("Not a result: " + response);
        }
        return response.get("result");
    }

    /** The protocol violations of the server so far. */
    List<String> violations() {
        synchronized (violations) {
            return List.copyOf(violations);
        }
    }

    /** Ends the server's input, waits for its end and fails if it violated the protocol. */
    @Override
    public void close() {
        server.close();
        if (!violations().isEmpty()) {
            throw new AssertionError("Protocol violations: " + violations());
        }
    }

    /** {@code object("a", 1, "b", List.of())}: a JSON object of names and values; null values are omitted. */
    static ObjectNode object(@Nullable Object... namesAndValues) {
        var object = JSON.createObjectNode();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] != null) {
                object.set(String.valueOf(namesAndValues[i]), JSON.valueToTree(namesAndValues[i + 1]));
            }
        }
        return object;
    }

    private CompletableFuture<JsonNode> send(long id, String method, ObjectNode params) {
        var response = new CompletableFuture<JsonNode>();
        pending.put(id, response);
        write(object("jsonrpc", "2.0", "id", id, "method", method, "params", params));
        return response;
    }

    private void write(JsonNode message) {
        try {
            server.writeLine(message.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("The server's input is closed. On stderr:\n" + server.stderr(), e);
        }
    }

    private void read() {
        try {
            for (String line = server.nextLine(Duration.ofDays(1));
                    line != null;
                    line = server.nextLine(Duration.ofDays(1))) {
                handle(line);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pending.values()
                .forEach(response -> response.completeExceptionally(
                        new IllegalStateException("The server ended. On stderr:\n" + server.stderr())));
    }

    private void handle(String line) {
        JsonNode message;
        try {
            message = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            reportViolation("not JSON: " + truncate(line));
            return;
        }
        if (!message.isObject() || !message.path("jsonrpc").asText().equals("2.0")) {
            reportViolation("not JSON-RPC: " + truncate(line));
        } else if (message.has("method")) {
            handleMethod(message, line);
        } else if (message.has("result") == message.has("error") || !message.has("id")) {
            reportViolation("neither result nor error: " + truncate(line));
        } else {
            handleResponse(message, line);
        }
    }

    private void handleMethod(JsonNode message, String line) {
        String method = message.get("method").asText();
        JsonNode params = message.path("params");
        if (message.has("id")) {
            var response = object("jsonrpc", "2.0");
            response.set("id", message.get("id"));
            switch (method) {
                case "ping" -> response.set("result", object());
                case "elicitation/create" -> response.set("result", elicitation.apply(params));
                default -> reportViolation("a request that clients do not serve: " + truncate(line));
            }
            write(response);
        } else if (method.equals("notifications/progress")) {
            List<JsonNode> received = progress.get(params.path("progressToken").asLong(-1));
            if (received == null) {
                reportViolation("progress with an unknown token: " + truncate(line));
            } else if (!pending.containsKey(params.path("progressToken").asLong())) {
                reportViolation("progress after the response: " + truncate(line));
            } else {
                synchronized (received) {
                    received.add(params);
                }
            }
        } else {
            synchronized (notifications) {
                notifications.add(message);
            }
        }
    }

    private void handleResponse(JsonNode message, String line) {
        if (message.get("id").isNull() && message.has("error")) {
            synchronized (errorsWithoutId) {
                errorsWithoutId.add(message.get("error"));
            }
            return;
        }
        var response = pending.remove(message.get("id").asLong(-1));
        if (response == null) {
            reportViolation("an unexpected or repeated response: " + truncate(line));
        } else {
            response.complete(message);
        }
    }

    private void reportViolation(String violation) {
        synchronized (violations) {
            violations.add(violation);
        }
    }

    private static String truncate(String line) {
        return line.length() <= 300 ? line : line.substring(0, 300) + "…";
    }
}
