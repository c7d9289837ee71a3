package dev.poemcp.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** A client of revision 2026-07-28 over HTTP, for any server: one POST per request. */
final class StatelessHttpClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PREFIX = "io.modelcontextprotocol/";

    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger ids = new AtomicInteger();
    private final String capabilities;
    private final Map<String, String> headers;

    /** @param capabilities client capabilities as JSON */
    StatelessHttpClient(String capabilities, Map<String, String> headers) {
        this.capabilities = capabilities;
        this.headers = headers;
    }

    static ObjectNode object(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode tool(URI server, String name, String arguments) {
        return call(server, "tools/call", object("{\"name\":\"" + name + "\",\"arguments\":" + arguments + "}"));
    }

    /** The JSON-RPC response. */
    JsonNode call(URI server, String method, ObjectNode params) {
        return callAsync(server, method, params).join();
    }

    CompletableFuture<JsonNode> callAsync(URI server, String method, ObjectNode params) {
        var meta = params.putObject("_meta").put(PREFIX + "protocolVersion", "2026-07-28");
        meta.set(PREFIX + "clientCapabilities", object(capabilities));
        var message = JSON.createObjectNode()
                .put("jsonrpc", "2.0")
                .put("id", ids.incrementAndGet())
                .put("method", method);
        if (method.equals("tools/call")) {
            meta.put("progressToken", message.path("id").asInt());
        }
        message.set("params", params);
        var request = HttpRequest.newBuilder(server.resolve("/mcp"))
                .timeout(Duration.ofMinutes(2))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", method);
        for (var field : new String[] {"name", "uri", "taskId"}) {
            if (params.has(field)) {
                request.header("Mcp-Name", params.path(field).asText());
            }
        }
        headers.forEach(request::header);
        return http.sendAsync(
                        request.POST(BodyPublishers.ofString(message.toString()))
                                .build(),
                        BodyHandlers.ofString())
                .thenApply(StatelessHttpClient::response);
    }

    private static JsonNode response(HttpResponse<String> response) {
        if (response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream")) {
            return response.body()
                    .lines()
                    .filter(line -> line.startsWith("data:"))
                    .map(line -> (JsonNode) object(line.substring("data:".length())))
                    .filter(message -> message.has("id"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("The stream ended without a response."));
        }
        return object(response.body());
    }
}
