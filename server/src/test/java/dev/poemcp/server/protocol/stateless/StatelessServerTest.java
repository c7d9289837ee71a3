package dev.poemcp.server.protocol.stateless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.server.jsonrpc.Incoming;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.protocol.FakeMethods;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StatelessServerTest {
    private static final String VERSION = "io.modelcontextprotocol/protocolVersion";
    private static final String CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";

    private final FakeMethods methods = new FakeMethods("one");
    private final TestClock clock = new TestClock();
    private final List<Object> notifications = new ArrayList<>();

    private static final class TestClock implements InstantSource {
        private Instant now = Instant.parse("2026-11-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** Work that is completed at the second status read. */
    private static final class FakeTaskSource implements TaskSource {
        private int statusReads;

        @Override
        public Optional<ObjectNode> withShortWait(String tool, ObjectNode arguments) {
            return tool.equals("echo") ? Optional.of(arguments.deepCopy().put("text", "early")) : Optional.empty();
        }

        @Override
        public Optional<ObjectNode> stateToKeep(String tool, JsonNode result) {
            return Optional.of(JsonRpc.JSON.createObjectNode().put("what", 7));
        }

        @Override
        public TaskStatus status(ObjectNode remembered) {
            assertEquals(7, remembered.path("what").asInt());
            statusReads++;
            var echoed = JsonRpc.JSON.createObjectNode();
            echoed.putArray("content").addObject().put("text", "final");
            return statusReads < 2
                    ? new TaskStatus(Status.WORKING, "in progress", Optional.empty())
                    : new TaskStatus(Status.COMPLETED, "finished", Optional.of(echoed));
        }

        @Override
        public void cancel(ObjectNode remembered) {
            statusReads = 100;
        }
    }

    @Test
    void discover_returnsServerInfoAndCacheHints() {
        var result = result(server(StateSigner.random()), request("server/discover", "{}", "{}"));

        assertEquals("[\"2026-07-28\"]", result.path("supportedVersions").toString());
        assertEquals(
                "trial",
                result.path("_meta")
                        .path("io.modelcontextprotocol/serverInfo")
                        .path("name")
                        .asText());
        assertEquals("complete", result.path("resultType").asText());
        assertEquals(60_000, result.path("ttlMs").asLong());
        assertEquals("public", result.path("cacheScope").asText());
        assertTrue(result.path("capabilities").path("extensions").has("io.modelcontextprotocol/tasks"));
    }

    @Test
    void missingMetadata_returnsInvalidParams() {
        for (var meta : List.of(
                "{}",
                "{\"" + VERSION + "\":\"2026-07-28\"}",
                "{\"" + CAPABILITIES + "\":{}}",
                "{\"" + VERSION + "\":3,\"" + CAPABILITIES + "\":{}}")) {
            var request =
                    new Incoming.Request(JsonRpc.JSON.valueToTree(1), "tools/list", tree("{\"_meta\":" + meta + "}"));

            var response = server(StateSigner.random()).handle(request, notifications::add);

            assertEquals(-32602, code(response), meta);
            assertEquals(400, response.status());
        }
    }

    @Test
    void unsupportedVersion_returnsSupportedVersions() {
        var request = new Incoming.Request(
                JsonRpc.JSON.valueToTree(1),
                "tools/list",
                tree("{\"_meta\":{\"" + VERSION + "\":\"2099-01-01\",\"" + CAPABILITIES + "\":{}}}"));

        var response = server(StateSigner.random()).handle(request, notifications::add);

        assertEquals(-32022, code(response));
        assertEquals(400, response.status());
        var data = tree(response).path("error").path("data");
        assertEquals("2099-01-01", data.path("requested").asText());
        assertEquals("[\"2026-07-28\"]", data.path("supported").toString());
    }

    @Test
    void removedMethod_returnsMethodNotFound() {
        for (var method : List.of("initialize", "ping", "logging/setLevel", "resources/subscribe", "nothing")) {
            var response = server(StateSigner.random()).handle(request(method, "{}", "{}"), notifications::add);

            assertEquals(-32601, code(response), method);
            assertEquals(404, response.status());
        }
    }

    @Test
    void failingHandler_returnsNoInternals() {
        var response = server(StateSigner.random()).handle(call("fail", "x", "{}", "{}"), notifications::add);

        assertFalse(
                tree(response).toString().contains("IllegalState"),
                () -> tree(response).toString());
        assertFalse(tree(response).toString().contains("\tat "));
    }

    @Test
    void handlerThatAsksTwice_completesInThirdRequest() {
        var signer = StateSigner.of("the account");
        var first = result(server(signer), call("ask", "delete", "{}", "{}"));
        assertEquals("input_required", first.path("resultType").asText());
        assertEquals("Really delete?", message(first, "elicitation-create-1"));
        assertEquals(0, methods.completed());

        var second = result(server(signer), call("ask", "delete", answers("elicitation-create-1"), state(first)));
        assertEquals("Really, really?", message(second, "elicitation-create-2"));

        var third = result(server(signer), call("ask", "delete", answers("elicitation-create-2"), state(second)));

        assertEquals("done: delete", third.path("content").path(0).path("text").asText());
        assertEquals(1, methods.completed());
        assertFalse(Thread.interrupted(), "the caller's thread is not interrupted");
    }

    @Test
    void forgedOrForeignState_returnsInvalidParams() {
        var signer = StateSigner.of("the account");
        var first = result(server(signer), call("ask", "delete", "{}", "{}"));
        var signed = first.path("requestState").asText();
        var answers = answers("elicitation-create-1");

        assertEquals(
                -32602,
                code(server(signer).handle(call("ask", "delete", answers, state(signed + "x")), notifications::add)));
        assertEquals(
                -32602,
                code(server(signer).handle(call("ask", "delete", answers, state("x" + signed)), notifications::add)));
        assertEquals(
                -32602, code(server(signer).handle(call("ask", "delete", answers, state("")), notifications::add)));
        assertEquals(
                -32602,
                code(server(signer).handle(call("ask", "all of it", answers, state(signed)), notifications::add)));
        assertEquals(
                -32602,
                code(server(StateSigner.of("another account"))
                        .handle(call("ask", "delete", answers, state(signed)), notifications::add)));
        assertEquals(0, methods.completed());
    }

    @Test
    void expiredState_returnsInvalidParams() {
        var signer = StateSigner.of("the account");
        var first = result(server(signer), call("ask", "delete", "{}", "{}"));
        clock.now = clock.now.plus(InputRequests.LIFETIME).plusSeconds(1);

        var response = server(signer)
                .handle(call("ask", "delete", answers("elicitation-create-1"), state(first)), notifications::add);

        assertEquals(-32602, code(response));
        assertEquals(0, methods.completed());
    }

    @Test
    void unrequestedAnswers_areIgnored() {
        var both = "{\"inputResponses\":{\"elicitation-create-1\":{\"action\":\"accept\"},"
                + "\"elicitation-create-2\":{\"action\":\"accept\"}}}";

        var result = result(server(StateSigner.random()), call("ask", "delete", both, "{}"));

        assertEquals("input_required", result.path("resultType").asText());
        assertEquals(0, methods.completed());
    }

    @Test
    void declinedQuestion_endsWithoutEffect() {
        var signer = StateSigner.random();
        var first = result(server(signer), call("ask", "delete", "{}", "{}"));
        var no = "{\"inputResponses\":{\"elicitation-create-1\":{\"action\":\"decline\"}}}";

        var second = result(server(signer), call("ask", "delete", no, state(first)));

        assertEquals("not done", second.path("content").path(0).path("text").asText());
        assertEquals(0, methods.completed());
    }

    @Test
    void clientWithTasks_getsTaskForLongWork() {
        var server = server(StateSigner.of("the account"));
        var handle = result(server, withTasks("tools/call", "{\"name\":\"echo\",\"arguments\":{\"text\":\"hi\"}}"));
        assertEquals("task", handle.path("resultType").asText());
        assertEquals("working", handle.path("status").asText());
        var id = handle.path("taskId").asText();

        var before = result(server, withTasks("tasks/get", "{\"taskId\":\"" + id + "\"}"));
        var after = result(server, withTasks("tasks/get", "{\"taskId\":\"" + id + "\"}"));

        assertEquals("working", before.path("status").asText());
        assertEquals("completed", after.path("status").asText());
        assertEquals(
                "final",
                after.path("result").path("content").path(0).path("text").asText());
        assertEquals("complete", after.path("resultType").asText());
        assertEquals(before.path("createdAt"), handle.path("createdAt"));
    }

    @Test
    void clientWithoutTasks_getsResultForLongWork() {
        var result = result(server(StateSigner.random()), call("echo", "hi", "{}", "{}"));

        assertEquals("one:hi", result.path("content").path(0).path("text").asText());
        assertEquals("complete", result.path("resultType").asText());
    }

    @Test
    void foreignOrUndeclaredTask_isRejected() {
        var id = result(server(StateSigner.of("one")), withTasks("tools/call", "{\"name\":\"echo\",\"arguments\":{}}"))
                .path("taskId")
                .asText();

        var foreign = server(StateSigner.of("two"))
                .handle(withTasks("tasks/get", "{\"taskId\":\"" + id + "\"}"), notifications::add);
        var undeclared = server(StateSigner.of("one"))
                .handle(request("tasks/get", "{\"taskId\":\"" + id + "\"}", "{}"), notifications::add);

        assertEquals(-32602, code(foreign));
        assertEquals(-32021, code(undeclared));
        assertEquals(400, undeclared.status());
        assertTrue(tree(undeclared)
                .path("error")
                .path("data")
                .path("requiredCapabilities")
                .path("extensions")
                .has("io.modelcontextprotocol/tasks"));
    }

    @Test
    void subscription_sendsRequestedChangesWithItsId() throws Exception {
        var received = new ArrayList<Object>();
        var params = "{\"notifications\":{\"toolsListChanged\":true,\"resourceSubscriptions\":[\"poe://chats\"]}}";
        var server = server(StateSigner.random());

        try (var subscription = server.listen(request("subscriptions/listen", params, "{}"), received::add)) {
            subscription.open();
            methods.notifyUpdated("poe://chats");

            var acknowledged = JsonRpc.JSON.<JsonNode>valueToTree(received.get(0));
            var updated = JsonRpc.JSON.<JsonNode>valueToTree(received.get(1));
            assertEquals(
                    "notifications/subscriptions/acknowledged",
                    acknowledged.path("method").asText());
            assertEquals(
                    "{\"resourceSubscriptions\":[\"poe://chats\"]}",
                    acknowledged.path("params").path("notifications").toString(),
                    "tools never change, so that part is not granted");
            assertEquals("poe://chats", updated.path("params").path("uri").asText());
            assertEquals(
                    1,
                    updated.path("params")
                            .path("_meta")
                            .path("io.modelcontextprotocol/subscriptionId")
                            .asInt());
            assertEquals(
                    "complete",
                    JsonRpc.JSON
                            .<JsonNode>valueToTree(subscription.completion())
                            .path("result")
                            .path("resultType")
                            .asText());
        }
        assertEquals("closed", methods.events().poll());
    }

    private StatelessServer server(StateSigner signer) {
        return new StatelessServer(
                methods.table(), signer, new CacheHints(true, Duration.ofMinutes(1)), clock, new FakeTaskSource());
    }

    private JsonNode result(StatelessServer server, Incoming.Request request) {
        var response = tree(server.handle(request, notifications::add));
        assertTrue(response.has("result"), response::toString);
        return response.path("result");
    }

    private static Incoming.Request call(String tool, String text, String answers, String state) {
        ObjectNode params = JsonRpc.JSON.createObjectNode().put("name", tool);
        params.putObject("arguments").put("text", text);
        params.setAll((ObjectNode) tree(answers));
        params.setAll((ObjectNode) tree(state));
        return request("tools/call", params.toString(), "{\"elicitation\":{}}");
    }

    private static Incoming.Request withTasks(String method, String params) {
        return request(method, params, "{\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}");
    }

    private static Incoming.Request request(String method, String params, String capabilities) {
        var all = (ObjectNode) tree(params);
        all.putObject("_meta").put(VERSION, "2026-07-28").set(CAPABILITIES, tree(capabilities));
        return new Incoming.Request(JsonRpc.JSON.valueToTree(1), method, all);
    }

    private static String answers(String key) {
        return "{\"inputResponses\":{\"" + key + "\":{\"action\":\"accept\",\"content\":{}}}}";
    }

    private static String state(JsonNode result) {
        return state(result.path("requestState").asText());
    }

    private static String state(String signed) {
        return "{\"requestState\":\"" + signed + "\"}";
    }

    private static String message(JsonNode result, String key) {
        return result.path("inputRequests")
                .path(key)
                .path("params")
                .path("message")
                .asText();
    }

    private static int code(StatelessResponse response) {
        return tree(response).path("error").path("code").asInt();
    }

    private static JsonNode tree(StatelessResponse response) {
        return JsonRpc.JSON.valueToTree(response.message());
    }

    private static JsonNode tree(String json) {
        try {
            return JsonRpc.JSON.readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
