package dev.poemcp.server.protocol.stateless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.server.jsonrpc.Incoming;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.transport.stdio.TrialSessions;
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

    private final TrialSessions sessions = new TrialSessions("one");
    private final TestClock clock = new TestClock();
    private final List<Object> notifications = new ArrayList<>();

    private static final class TestClock implements InstantSource {
        private Instant now = Instant.parse("2026-11-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** Counts down: an answer that takes some looks. */
    private static final class Growing implements TaskSource {
        private int looks;

        @Override
        public Optional<ObjectNode> early(String tool, ObjectNode arguments) {
            return tool.equals("echo") ? Optional.of(arguments.deepCopy().put("text", "early")) : Optional.empty();
        }

        @Override
        public Optional<ObjectNode> remember(String tool, JsonNode result) {
            return Optional.of(JsonRpc.JSON.createObjectNode().put("what", 7));
        }

        @Override
        public Standing look(ObjectNode remembered) {
            assertEquals(7, remembered.path("what").asInt());
            looks++;
            var echoed = JsonRpc.JSON.createObjectNode();
            echoed.putArray("content").addObject().put("text", "looked");
            return looks < 2
                    ? new Standing(Status.WORKING, "growing", Optional.empty())
                    : new Standing(Status.COMPLETED, "there", Optional.of(echoed));
        }

        @Override
        public void cancel(ObjectNode remembered) {
            looks = 100;
        }
    }

    @Test
    void discoverySaysWhatTheServerIsAndHowLongThatHolds() {
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
    void requestWithoutItsMetadataIsMalformed() {
        for (var meta : List.of(
                "{}",
                "{\"" + VERSION + "\":\"2026-07-28\"}",
                "{\"" + CAPABILITIES + "\":{}}",
                "{\"" + VERSION + "\":3,\"" + CAPABILITIES + "\":{}}")) {
            var request =
                    new Incoming.Request(JsonRpc.JSON.valueToTree(1), "tools/list", tree("{\"_meta\":" + meta + "}"));

            var answer = server(StateSigner.random()).answer(request, notifications::add);

            assertEquals(-32602, code(answer), meta);
            assertEquals(400, answer.status());
        }
    }

    @Test
    void anotherVersionIsRefusedWithThoseThatAreServed() {
        var request = new Incoming.Request(
                JsonRpc.JSON.valueToTree(1),
                "tools/list",
                tree("{\"_meta\":{\"" + VERSION + "\":\"2099-01-01\",\"" + CAPABILITIES + "\":{}}}"));

        var answer = server(StateSigner.random()).answer(request, notifications::add);

        assertEquals(-32022, code(answer));
        assertEquals(400, answer.status());
        var data = tree(answer).path("error").path("data");
        assertEquals("2099-01-01", data.path("requested").asText());
        assertEquals("[\"2026-07-28\"]", data.path("supported").toString());
    }

    @Test
    void methodsThatWereTakenOutAreNotFound() {
        for (var method : List.of("initialize", "ping", "logging/setLevel", "resources/subscribe", "nothing")) {
            var answer = server(StateSigner.random()).answer(request(method, "{}", "{}"), notifications::add);

            assertEquals(-32601, code(answer), method);
            assertEquals(404, answer.status());
        }
    }

    @Test
    void aBrokenHandlerTellsNothingOfItself() {
        var answer = server(StateSigner.random()).answer(call("fail", "x", "{}", "{}"), notifications::add);

        assertFalse(
                tree(answer).toString().contains("IllegalState"),
                () -> tree(answer).toString());
        assertFalse(tree(answer).toString().contains("\tat "));
    }

    @Test
    void questionsTravelWithTheClientUntilAllAreAnswered() {
        var seal = StateSigner.of("the account");
        var first = result(server(seal), call("ask", "delete", "{}", "{}"));
        assertEquals("input_required", first.path("resultType").asText());
        assertEquals("Really delete?", message(first, "elicitation-create-1"));
        assertEquals(0, sessions.done());

        var second = result(server(seal), call("ask", "delete", answers("elicitation-create-1"), state(first)));
        assertEquals("Really, really?", message(second, "elicitation-create-2"));

        var third = result(server(seal), call("ask", "delete", answers("elicitation-create-2"), state(second)));

        assertEquals("done: delete", third.path("content").path(0).path("text").asText());
        assertEquals(1, sessions.done());
        assertFalse(Thread.interrupted(), "the caller's thread is as it was");
    }

    @Test
    void stateThatIsNotOursOrOfAnotherRequestIsRefused() {
        var seal = StateSigner.of("the account");
        var first = result(server(seal), call("ask", "delete", "{}", "{}"));
        var sealed = first.path("requestState").asText();
        var answers = answers("elicitation-create-1");

        assertEquals(
                -32602,
                code(server(seal).answer(call("ask", "delete", answers, state(sealed + "x")), notifications::add)));
        assertEquals(
                -32602,
                code(server(seal).answer(call("ask", "delete", answers, state("x" + sealed)), notifications::add)));
        assertEquals(-32602, code(server(seal).answer(call("ask", "delete", answers, state("")), notifications::add)));
        assertEquals(
                -32602,
                code(server(seal).answer(call("ask", "all of it", answers, state(sealed)), notifications::add)));
        assertEquals(
                -32602,
                code(server(StateSigner.of("another account"))
                        .answer(call("ask", "delete", answers, state(sealed)), notifications::add)));
        assertEquals(0, sessions.done());
    }

    @Test
    void stateGrowsOld() {
        var seal = StateSigner.of("the account");
        var first = result(server(seal), call("ask", "delete", "{}", "{}"));
        clock.now = clock.now.plus(InputRequests.LIFETIME).plusSeconds(1);

        var answer = server(seal)
                .answer(call("ask", "delete", answers("elicitation-create-1"), state(first)), notifications::add);

        assertEquals(-32602, code(answer));
        assertEquals(0, sessions.done());
    }

    @Test
    void answersToWhatWasNotAskedCountForNothing() {
        var both = "{\"inputResponses\":{\"elicitation-create-1\":{\"action\":\"accept\"},"
                + "\"elicitation-create-2\":{\"action\":\"accept\"}}}";

        var result = result(server(StateSigner.random()), call("ask", "delete", both, "{}"));

        assertEquals("input_required", result.path("resultType").asText());
        assertEquals(0, sessions.done());
    }

    @Test
    void noIsNo() {
        var seal = StateSigner.random();
        var first = result(server(seal), call("ask", "delete", "{}", "{}"));
        var no = "{\"inputResponses\":{\"elicitation-create-1\":{\"action\":\"decline\"}}}";

        var second = result(server(seal), call("ask", "delete", no, state(first)));

        assertEquals("not done", second.path("content").path(0).path("text").asText());
        assertEquals(0, sessions.done());
    }

    @Test
    void longWorkIsATaskForClientsThatKnowTasks() {
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
                "looked",
                after.path("result").path("content").path(0).path("text").asText());
        assertEquals("complete", after.path("resultType").asText());
        assertEquals(before.path("createdAt"), handle.path("createdAt"));
    }

    @Test
    void longWorkIsAnOrdinaryResultForOthers() {
        var result = result(server(StateSigner.random()), call("echo", "hi", "{}", "{}"));

        assertEquals("one:hi", result.path("content").path(0).path("text").asText());
        assertEquals("complete", result.path("resultType").asText());
    }

    @Test
    void tasksOfOthersAreUnknownAndClientsMustDeclareThem() {
        var id = result(server(StateSigner.of("one")), withTasks("tools/call", "{\"name\":\"echo\",\"arguments\":{}}"))
                .path("taskId")
                .asText();

        var foreign = server(StateSigner.of("two"))
                .answer(withTasks("tasks/get", "{\"taskId\":\"" + id + "\"}"), notifications::add);
        var undeclared = server(StateSigner.of("one"))
                .answer(request("tasks/get", "{\"taskId\":\"" + id + "\"}", "{}"), notifications::add);

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
    void listenersHearWhatTheyAskedForMarkedWithTheirId() throws Exception {
        var heard = new ArrayList<Object>();
        var params = "{\"notifications\":{\"toolsListChanged\":true,\"resourceSubscriptions\":[\"poe://chats\"]}}";
        var server = server(StateSigner.random());

        try (var listening = server.listen(request("subscriptions/listen", params, "{}"), heard::add)) {
            sessions.changed("poe://chats");

            var acknowledged = JsonRpc.JSON.<JsonNode>valueToTree(heard.get(0));
            var updated = JsonRpc.JSON.<JsonNode>valueToTree(heard.get(1));
            assertEquals(
                    "notifications/subscriptions/acknowledged",
                    acknowledged.path("method").asText());
            assertEquals(
                    "{\"resourceSubscriptions\":[\"poe://chats\"]}",
                    acknowledged.path("params").path("notifications").toString(),
                    "the tools never change, so that is not agreed to");
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
                            .<JsonNode>valueToTree(listening.farewell())
                            .path("result")
                            .path("resultType")
                            .asText());
        }
        assertEquals("closed", sessions.events().poll());
    }

    private StatelessServer server(StateSigner seal) {
        return new StatelessServer(sessions, seal, CacheHints.of(true, Duration.ofMinutes(1)), clock, new Growing());
    }

    private JsonNode result(StatelessServer server, Incoming.Request request) {
        var answer = tree(server.answer(request, notifications::add));
        assertTrue(answer.has("result"), answer::toString);
        return answer.path("result");
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

    private static String state(String sealed) {
        return "{\"requestState\":\"" + sealed + "\"}";
    }

    private static String message(JsonNode result, String key) {
        return result.path("inputRequests")
                .path(key)
                .path("params")
                .path("message")
                .asText();
    }

    private static int code(StatelessResponse answer) {
        return tree(answer).path("error").path("code").asInt();
    }

    private static JsonNode tree(StatelessResponse answer) {
        return JsonRpc.JSON.valueToTree(answer.message());
    }

    private static JsonNode tree(String json) {
        try {
            return JsonRpc.JSON.readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
