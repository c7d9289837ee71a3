package dev.poemcp.server.protocol.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.mockito.Mockito.mock;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.server.jsonrpc.Incoming;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.jsonrpc.RequestHandler.Mode;
import dev.poemcp.server.protocol.McpClient;
import dev.poemcp.server.protocol.MethodTable;
import dev.poemcp.server.protocol.ServerInfo;
import dev.poemcp.server.resources.ResourceWatch;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SessionServerTest {
    private final List<JsonNode> sent = new ArrayList<>();
    private Function<McpClient, Object> method = client -> Map.of();
    private final SessionServer session = new SessionServer(this::table);

    private MethodTable table() {
        return new MethodTable(
                new ServerInfo(
                        Implementation.builder("trial", "1").build(),
                        ServerCapabilities.builder().build(),
                        "Use it."),
                Map.of("trial", (params, client) -> method.apply(client)),
                (name, params) -> !params.textOrEmpty("bot").isEmpty(),
                notifier -> mock(ResourceWatch.class));
    }

    @Test
    void initialize_negotiatesRevisionAndHappensOnce() {
        assertEquals(-32600, code(request("trial", "{}", message -> {})));

        assertEquals(
                "2025-11-25",
                open("1999-01-01").path("result").path("protocolVersion").asText());
        assertEquals(-32600, code(open("2025-06-18")));
    }

    @Test
    void malformedInitialize_namesNoClass() {
        var rejected = request("initialize", "{\"protocolVersion\":{\"no\":1},\"capabilities\":7}", message -> {});

        assertEquals(-32602, code(rejected));
        assertEquals(-1, rejected.toString().indexOf("io.modelcontextprotocol"));
    }

    @Test
    void mode_dependsOnMethodAndParameters() {
        assertEquals(Mode.IMMEDIATE, mode("trial", "{}"), "is rejected at once");
        open("2025-11-25");

        assertEquals(Mode.IMMEDIATE, mode("ping", "{}"));
        assertEquals(Mode.OWN_THREAD, mode("trial", "{}"));
        assertEquals(Mode.WAITS_FOR_REPLY, mode("trial", "{\"bot\":\"Echo\"}"));
    }

    @Test
    void batches_belongToOneRevision() {
        assertEquals(false, session.acceptsBatches());
        open("2025-03-26");
        assertEquals(true, session.acceptsBatches());
    }

    @ParameterizedTest
    @CsvSource({"2025-03-26, false", "2025-06-18, true", "2025-11-25, true"})
    void resourceLinks_areSupportedSinceJune2025(String revision, boolean supported) {
        open(revision);
        method = client -> Map.of("links", client.supportsResourceLinks());

        assertEquals(
                supported,
                request("trial", "{}", message -> {})
                        .path("result")
                        .path("links")
                        .asBoolean());
    }

    @Test
    void question_isSentToTheClientAndReturnsItsAnswer() {
        open("2025-11-25");
        method = client -> ask(client);

        var response = request("trial", "{}", message -> {
            sent.add(JsonRpc.JSON.valueToTree(message));
            answer(sent.get(0).path("id"), "{\"action\":\"accept\"}", null);
        });

        assertEquals("elicitation/create", sent.get(0).path("method").asText());
        assertEquals("Sure?", sent.get(0).path("params").path("message").asText());
        assertEquals("accept", response.path("result").path("action").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"code\":-32601,\"message\":\"no\"}", "{\"code\":-1,\"message\":\"no\"}"})
    void clientsError_reachesTheHandler(String error) {
        open("2025-11-25");
        method = client -> ask(client);

        var response = request(
                "trial",
                "{}",
                message -> answer(JsonRpc.JSON.valueToTree(message).path("id"), null, error));

        assertEquals(tree(error).path("code").asInt(), code(response));
    }

    @Test
    void answerWithoutQuestion_isIgnored() {
        answer(JsonRpc.JSON.valueToTree("x"), "{}", null);
        open("2025-11-25");
        answer(JsonRpc.JSON.valueToTree("x"), "{}", null);
        answer(JsonRpc.JSON.valueToTree("x"), null, "\"malformed\"");
    }

    @Test
    void cancelledCall_stopsAsking() {
        open("2025-11-25");
        var thrown = new ArrayList<Exception>();
        method = client -> {
            try {
                return client.ask("elicitation/create", Map.of());
            } catch (InterruptedException e) {
                thrown.add(e);
                return Map.of();
            }
        };

        Thread.currentThread().interrupt();
        request("trial", "{}", message -> {});

        assertInstanceOf(InterruptedException.class, thrown.get(0));
        assertEquals(false, Thread.interrupted());
    }

    @Test
    void client_getsNotificationsBeforeTheResponse() {
        open("2025-11-25");
        method = client -> {
            client.notify("notifications/progress", Map.of("progress", 1));
            return Map.of();
        };

        request("trial", "{}", message -> sent.add(JsonRpc.JSON.valueToTree(message)));

        assertEquals("notifications/progress", sent.get(0).path("method").asText());
        assertNull(sent.get(0).get("id"));
    }

    private static Object ask(McpClient client) {
        try {
            return client.ask("elicitation/create", Map.of("message", "Sure?"));
        } catch (InterruptedException e) {
            throw McpError.builder(-9).message("interrupted").build();
        }
    }

    private Mode mode(String name, String params) {
        return session.mode(new Incoming.Request(JsonRpc.JSON.valueToTree(1), name, tree(params)));
    }

    private JsonNode open(String revision) {
        return request(
                "initialize",
                "{\"protocolVersion\":\"" + revision
                        + "\",\"capabilities\":{\"elicitation\":{}},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}",
                message -> {});
    }

    private JsonNode request(String name, String params, Consumer<Object> messages) {
        return JsonRpc.JSON.valueToTree(
                session.handle(new Incoming.Request(JsonRpc.JSON.valueToTree(1), name, tree(params)), messages));
    }

    private void answer(JsonNode id, @Nullable String result, @Nullable String error) {
        session.acceptResponse(
                new Incoming.Response(id, result == null ? null : tree(result), error == null ? null : tree(error)));
    }

    private static int code(JsonNode response) {
        return response.path("error").path("code").asInt();
    }

    private static JsonNode tree(String json) {
        try {
            return JsonRpc.JSON.readTree(json);
        } catch (java.io.IOException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
