package dev.poemcp.server.protocol.stateless;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.server.jsonrpc.Incoming;
import dev.poemcp.server.jsonrpc.JsonRpc;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks its client in return. There is nobody to ask while the request runs: it ends with its
 * questions, the client asks again with the answers, and the work runs from its beginning up to where it had asked.
 * What is needed then travels with the client, sealed: which request it was, which questions were put, and what was
 * answered in earlier rounds. A question put in other words than before is a new one.
 */
final class InputRequests {
    /** How long a person may think. */
    static final Duration LIFETIME = Duration.ofMinutes(10);

    /**
     * In a question's {@code _meta}: {@code key} names it in the result; {@code sealed} false takes an answer also
     * without the state that we gave along. For questions whose answer gives no leave to anything.
     */
    static final String HINTS = "dev.poemcp/question";

    private static final String PURPOSE = "questions";
    private static final int MAX_STATE_CHARACTERS = 256 * 1024;

    private final StateSigner seal;
    private final InstantSource clock;
    private final String request;
    private final JsonNode given;
    private final ObjectNode asked;
    private final ObjectNode earlier;
    private final Map<String, JsonNode> open = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();

    private InputRequests(
            StateSigner seal,
            InstantSource clock,
            String request,
            JsonNode given,
            ObjectNode asked,
            ObjectNode earlier) {
        this.seal = seal;
        this.clock = clock;
        this.request = request;
        this.given = given;
        this.asked = asked;
        this.earlier = earlier;
    }

    /** @throws RequestRejection when the state that comes with the request is not ours, or not of this request, or too old */
    static InputRequests of(Incoming.Request request, StateSigner seal, InstantSource clock) {
        var params = request.params() == null ? JsonRpc.JSON.createObjectNode() : request.params();
        var given = params.get("inputResponses");
        if (given != null && !given.isObject()) {
            throw invalid("\"inputResponses\" must be an object.");
        }
        if (given != null) {
            given.forEach(answer -> {
                if (!answer.isObject()) {
                    throw invalid("each of \"inputResponses\" must be an object.");
                }
            });
        }
        var digest = digest(request.method(), params);
        var state = state(params.get("requestState"), digest, seal, clock);
        return new InputRequests(
                seal,
                clock,
                digest,
                given == null ? JsonRpc.JSON.createObjectNode() : given,
                state.withObjectProperty("asked"),
                state.withObjectProperty("answered"));
    }

    private static ObjectNode state(@Nullable JsonNode sealed, String digest, StateSigner seal, InstantSource clock) {
        if (sealed == null) {
            return JsonRpc.JSON.createObjectNode();
        }
        if (!sealed.isTextual() || sealed.textValue().length() > MAX_STATE_CHARACTERS) {
            throw invalid("\"requestState\" is not one of ours.");
        }
        var content = seal.open(PURPOSE, sealed.textValue())
                .orElseThrow(() -> invalid("\"requestState\" is not one of ours."));
        try {
            var state = (ObjectNode) JsonRpc.JSON.readTree(content);
            if (!state.path("request").asText().equals(digest)) {
                throw invalid("\"requestState\" belongs to another request.");
            }
            if (state.path("until").asLong() < clock.instant().getEpochSecond()) {
                throw invalid("\"requestState\" is too old; call again without it.");
            }
            return state;
        } catch (IOException e) {
            throw new IllegalStateException("What we have sealed is not JSON.", e);
        }
    }

    /** The client's answer, or null when it has none yet: the question then stands in {@link #result}. */
    @Nullable
    JsonNode ask(String method, ObjectNode params) {
        var hints = params.path("_meta").path(HINTS);
        var key = hints.path("key").asText(method.replace('/', '-') + "-" + counts.merge(method, 1, Integer::sum));
        var sealed = hints.path("sealed").asBoolean(true);
        if (params.path("_meta") instanceof ObjectNode meta && meta.has(HINTS)) {
            meta.remove(HINTS);
            if (meta.isEmpty()) {
                params.remove("_meta");
            }
        }
        var question = JsonRpc.JSON.createObjectNode().put("method", method);
        question.set("params", params);
        var digest = digest(question);
        var before = earlier.path(key);
        if (before.path("question").asText().equals(digest)) {
            return before.get("answer");
        }
        var answer = given.get(key);
        if (answer != null && (!sealed || asked.path(key).asText().equals(digest))) {
            earlier.putObject(key).put("question", digest).set("answer", answer);
            return answer;
        }
        open.put(key, question);
        return null;
    }

    /** Whether a question stands unanswered. */
    boolean areOpen() {
        return !open.isEmpty();
    }

    /** The result that puts the open questions to the client. */
    ObjectNode result() {
        var state = JsonRpc.JSON
                .createObjectNode()
                .put("request", request)
                .put("until", clock.instant().plus(LIFETIME).getEpochSecond());
        state.set("answered", earlier);
        var digests = state.putObject("asked");
        var result = JsonRpc.JSON.createObjectNode().put("resultType", "input_required");
        var requests = result.putObject("inputRequests");
        open.forEach((key, question) -> {
            requests.set(key, question);
            digests.put(key, digest(question));
        });
        return result.put("requestState", seal.close(PURPOSE, bytes(state)));
    }

    /** Of what makes the request this one: not of who asks, nor of what belongs to the round trip. */
    private static String digest(String method, JsonNode params) {
        var essence = JsonRpc.JSON.createObjectNode().put("method", method);
        var rest = essence.putObject("params");
        params.properties().forEach(entry -> {
            switch (entry.getKey()) {
                case "_meta", "inputResponses", "requestState" -> {}
                default -> rest.set(entry.getKey(), entry.getValue());
            }
        });
        return digest(essence);
    }

    private static String digest(JsonNode content) {
        try {
            var sorted = JsonRpc.JSON
                    .writer()
                    .with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .writeValueAsString(JsonRpc.JSON.treeToValue(content, Object.class));
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(sorted.getBytes(StandardCharsets.UTF_8)));
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("A tree can be written, and every Java has SHA-256.", e);
        }
    }

    private static byte[] bytes(JsonNode content) {
        return content.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static RequestRejection invalid(String why) {
        return new RequestRejection(ErrorCodes.INVALID_PARAMS, "Invalid params: " + why);
    }
}
