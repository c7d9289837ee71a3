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
 * A host of our own: JSON-RPC by lines, strict about every line. It shares no code with the server or its SDK, and
 * notes what a lenient client would forgive (see {@link #close()}).
 */
final class HostSession implements AutoCloseable {
    static final String NEWEST_VERSION = "2025-11-25";
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ServerProcess server;
    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final Map<Long, List<JsonNode>> progress = new ConcurrentHashMap<>();
    private final List<JsonNode> notifications = new ArrayList<>();
    private final List<JsonNode> unaddressed = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final Function<JsonNode, ObjectNode> elicitation;

    private HostSession(ServerProcess server, Function<JsonNode, ObjectNode> elicitation) {
        this.server = server;
        this.elicitation = elicitation;
        var reader = new Thread(this::read, "host");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts the server and shakes hands, as a host without elicitation. */
    static HostSession open(Launch launch) {
        var session = over(launch.start());
        session.initialize(NEWEST_VERSION, object());
        return session;
    }

    /** The same for a host that can ask its user; {@code answer} gets the parameters of {@code elicitation/create}. */
    static HostSession openAsking(Launch launch, Function<JsonNode, ObjectNode> answer) {
        var session = new HostSession(launch.start(), answer);
        session.initialize(NEWEST_VERSION, object("elicitation", object()));
        return session;
    }

    /** Without a handshake yet. */
    static HostSession over(ServerProcess server) {
        return new HostSession(server, params -> {
            throw new IllegalStateException("asked although the host has not said that it can be");
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

    /** Ends with the whole response, a JSON-RPC error included. */
    CompletableFuture<JsonNode> request(String method, ObjectNode params) {
        return send(ids.incrementAndGet(), method, params);
    }

    void notify(String method, ObjectNode params) {
        write(object("jsonrpc", "2.0", "method", method, "params", params));
    }

    /** A call under way. */
    record Call(long id, CompletableFuture<JsonNode> response) {}

    /** Calls a tool and listens to its progress. */
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
        List<JsonNode> kept = progress.getOrDefault(call.id(), List.of());
        synchronized (kept) {
            return List.copyOf(kept);
        }
    }

    /** All notifications but progress, so far. */
    List<JsonNode> notifications() {
        synchronized (notifications) {
            return List.copyOf(notifications);
        }
    }

    /** The errors so far that answer a line whose id could not be read. */
    List<JsonNode> unaddressedErrors() {
        synchronized (unaddressed) {
            return List.copyOf(unaddressed);
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
        return await(response, PATIENCE);
    }

    JsonNode await(CompletableFuture<JsonNode> response, Duration limit) {
        try {
            return response.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("No answer within " + limit + ". On stderr:\n" + server.stderr(), e);
        } catch (ExecutionException e) {
            throw new AssertionError("The call got no answer", e);
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

    /** What the server did against the protocol, so far. */
    List<String> complaints() {
        synchronized (complaints) {
            return List.copyOf(complaints);
        }
    }

    /** Ends the server's input, waits for its end and fails when any line was against the protocol. */
    @Override
    public void close() {
        server.close();
        if (!complaints().isEmpty()) {
            throw new AssertionError("Against the protocol: " + complaints());
        }
    }

    /** {@code object("a", 1, "b", List.of())}: a JSON object of names and values; a null value is left out. */
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
        waiting.put(id, response);
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
                take(line);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        waiting.values()
                .forEach(response -> response.completeExceptionally(
                        new IllegalStateException("The server ended. On stderr:\n" + server.stderr())));
    }

    private void take(String line) {
        JsonNode message;
        try {
            message = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            complain("not JSON: " + start(line));
            return;
        }
        if (!message.isObject() || !message.path("jsonrpc").asText().equals("2.0")) {
            complain("not JSON-RPC: " + start(line));
        } else if (message.has("method")) {
            takeMethod(message, line);
        } else if (message.has("result") == message.has("error") || !message.has("id")) {
            complain("neither result nor error: " + start(line));
        } else {
            takeResponse(message, line);
        }
    }

    private void takeMethod(JsonNode message, String line) {
        String method = message.get("method").asText();
        JsonNode params = message.path("params");
        if (message.has("id")) {
            var answer = object("jsonrpc", "2.0");
            answer.set("id", message.get("id"));
            switch (method) {
                case "ping" -> answer.set("result", object());
                case "elicitation/create" -> answer.set("result", elicitation.apply(params));
                default -> complain("a request no client serves: " + start(line));
            }
            write(answer);
        } else if (method.equals("notifications/progress")) {
            List<JsonNode> kept = progress.get(params.path("progressToken").asLong(-1));
            if (kept == null) {
                complain("progress with an unknown token: " + start(line));
            } else if (!waiting.containsKey(params.path("progressToken").asLong())) {
                complain("progress after the answer: " + start(line));
            } else {
                synchronized (kept) {
                    kept.add(params);
                }
            }
        } else {
            synchronized (notifications) {
                notifications.add(message);
            }
        }
    }

    private void takeResponse(JsonNode message, String line) {
        if (message.get("id").isNull() && message.has("error")) {
            synchronized (unaddressed) {
                unaddressed.add(message.get("error"));
            }
            return;
        }
        var response = waiting.remove(message.get("id").asLong(-1));
        if (response == null) {
            complain("answers nothing that was asked, or a second time: " + start(line));
        } else {
            response.complete(message);
        }
    }

    private void complain(String complaint) {
        synchronized (complaints) {
            complaints.add(complaint);
        }
    }

    private static String start(String line) {
        return line.length() <= 300 ? line : line.substring(0, 300) + "…";
    }
}
