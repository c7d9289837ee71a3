package dev.poemcp.server.protocol.stateless;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.server.jsonrpc.Incoming;
import dev.poemcp.server.jsonrpc.JsonRpc;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
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
 * Input that a request needs from its client. The request ends with its questions, the client repeats it with the
 * answers, and the work starts over and finds them. The signed state that the client returns holds the request's
 * digest, the questions, and earlier answers. A question with a different text is a new one.
 */
final class InputRequests {
    /** How long a user may take to answer. */
    static final Duration LIFETIME = Duration.ofMinutes(10);

    /**
     * Hints in a question's {@code _meta}: {@code key} is its name in the result; {@code sealed: false} accepts an
     * answer without signed state, for questions whose answer permits nothing.
     */
    static final String HINTS = "dev.poemcp/question";

    private static final String PURPOSE = "questions";
    private static final int MAX_STATE_CHARACTERS = 256 * 1024;

    private final StateSigner signer;
    private final InstantSource clock;
    private final Incoming.Request request;
    private final JsonNode responses;
    private final ObjectNode asked;
    private final ObjectNode answered;
    private final Map<String, JsonNode> pending = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();

    private InputRequests(
            StateSigner signer,
            InstantSource clock,
            Incoming.Request request,
            JsonNode responses,
            ObjectNode asked,
            ObjectNode answered) {
        this.signer = signer;
        this.clock = clock;
        this.request = request;
        this.responses = responses;
        this.asked = asked;
        this.answered = answered;
    }

    /** @throws RequestRejection when the state has no valid signature, belongs to another request or has expired */
    static InputRequests of(Incoming.Request request, StateSigner signer, InstantSource clock) {
        var params = params(request);
        var responses = params.get("inputResponses");
        if (responses != null && !responses.isObject()) {
            throw invalid("\"inputResponses\" must be an object.");
        }
        if (responses != null) {
            responses.forEach(answer -> {
                if (!answer.isObject()) {
                    throw invalid("each of \"inputResponses\" must be an object.");
                }
            });
        }
        var state = state(params.get("requestState"), request, signer, clock);
        return new InputRequests(
                signer,
                clock,
                request,
                responses == null ? JsonRpc.JSON.createObjectNode() : responses,
                state.withObjectProperty("asked"),
                state.withObjectProperty("answered"));
    }

    private static ObjectNode state(
            @Nullable JsonNode signed, Incoming.Request request, StateSigner signer, InstantSource clock) {
        if (signed == null) {
            return JsonRpc.JSON.createObjectNode();
        }
        if (!signed.isTextual() || signed.textValue().length() > MAX_STATE_CHARACTERS) {
            throw invalid("\"requestState\" is not one of ours.");
        }
        var state = signer.verify(PURPOSE, signed.textValue())
                .orElseThrow(() -> invalid("\"requestState\" is not one of ours."));
        if (!state.path("request").asText().equals(digest(request))) {
            throw invalid("\"requestState\" belongs to another request.");
        }
        if (state.path("until").asLong() < clock.instant().getEpochSecond()) {
            throw invalid("\"requestState\" is too old; call again without it.");
        }
        return state;
    }

    /** The client's answer, or null if there is none yet; then {@link #result} contains the question. */
    @Nullable
    JsonNode ask(String method, ObjectNode params) {
        var hints = params.path("_meta").path(HINTS);
        var key = hints.path("key").asText(method.replace('/', '-') + "-" + counts.merge(method, 1, Integer::sum));
        var needsState = hints.path("sealed").asBoolean(true);
        if (params.path("_meta") instanceof ObjectNode meta && meta.has(HINTS)) {
            meta.remove(HINTS);
            if (meta.isEmpty()) {
                params.remove("_meta");
            }
        }
        var question = JsonRpc.JSON.createObjectNode().put("method", method);
        question.set("params", params);
        var digest = digest(question);
        var previous = answered.path(key);
        if (previous.path("question").asText().equals(digest)) {
            return previous.get("answer");
        }
        var answer = responses.get(key);
        if (answer != null && (!needsState || asked.path(key).asText().equals(digest))) {
            answered.putObject(key).put("question", digest).set("answer", answer);
            return answer;
        }
        pending.put(key, question);
        return null;
    }

    /** The result that sends the unanswered questions to the client. */
    ObjectNode result() {
        var state = JsonRpc.JSON
                .createObjectNode()
                .put("request", digest(request))
                .put("until", clock.instant().plus(LIFETIME).getEpochSecond());
        state.set("answered", answered);
        var digests = state.putObject("asked");
        var result = JsonRpc.JSON.createObjectNode().put("resultType", "input_required");
        var requests = result.putObject("inputRequests");
        pending.forEach((key, question) -> {
            requests.set(key, question);
            digests.put(key, digest(question));
        });
        return result.put("requestState", signer.sign(PURPOSE, state));
    }

    private static JsonNode params(Incoming.Request request) {
        return request.params() == null ? JsonRpc.JSON.createObjectNode() : request.params();
    }

    /** Digest of method and params without metadata, input responses and state. */
    private static String digest(Incoming.Request request) {
        var content = JsonRpc.JSON.createObjectNode().put("method", request.method());
        var rest = content.putObject("params");
        params(request).properties().forEach(entry -> {
            switch (entry.getKey()) {
                case "_meta", "inputResponses", "requestState" -> {}
                default -> rest.set(entry.getKey(), entry.getValue());
            }
        });
        return digest(content);
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
            throw new IllegalStateException("A tree can always be written, and SHA-256 always exists.", e);
        }
    }

    private static RequestRejection invalid(String reason) {
        return new RequestRejection(ErrorCodes.INVALID_PARAMS, "Invalid params: " + reason);
    }
}
