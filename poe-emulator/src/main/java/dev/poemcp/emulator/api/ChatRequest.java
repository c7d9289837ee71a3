package dev.poemcp.emulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A checked request for chat completions (docs/official-api.md §3.1).
 *
 * @param last the content of the last user message
 * @param functionsOffered whether the model may call functions
 * @param functionsAnswered whether the last message is the result of a function
 * @param maxTokens of the answer; {@link Integer#MAX_VALUE}: no limit
 */
record ChatRequest(
        String model,
        boolean stream,
        boolean usageChunk,
        MessageContent last,
        long promptTokens,
        boolean functionsOffered,
        boolean functionsAnswered,
        int maxTokens,
        List<String> stops) {

    /** The fields that do not depend on the model, including those that are ignored. */
    static final Set<String> FIELDS = Set.of(
            "model",
            "messages",
            "stream",
            "stream_options",
            "max_tokens",
            "max_completion_tokens",
            "temperature",
            "top_p",
            "stop",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "n",
            "logprobs",
            "top_logprobs",
            "response_format",
            "reasoning_effort",
            "store",
            "metadata",
            "prediction",
            "presence_penalty",
            "frequency_penalty",
            "seed",
            "service_tier",
            "audio",
            "logit_bias",
            "user",
            "modalities");

    private static final Set<String> ROLES = Set.of("system", "user", "assistant", "tool");
    private static final int MAX_STOPS = 4;

    /**
     * Checks a body.
     *
     * @throws ApiException naming the wrong field
     */
    static ChatRequest read(ObjectNode body) {
        var model = Json.requiredText(body, "model");
        if (!body.hasNonNull("messages")) {
            throw new ApiException(ApiError.missing("messages"));
        }
        var messages = body.path("messages");
        Json.check(messages.isArray() && !messages.isEmpty(), "messages", "must be a list with a message");
        var stream = Json.flag(body, "stream");
        Json.check(!body.hasNonNull("stream_options") || stream, "stream_options", "needs stream");
        Json.range(body, "temperature", 0, 2);
        Json.range(body, "top_p", 0, 1);
        Json.range(body, "n", 1, 1);
        var last = new MessageContent("", List.of());
        var promptTokens = 0L;
        for (var i = 0; i < messages.size(); i++) {
            var content = message(messages.get(i), "messages[" + i + "]");
            promptTokens += Tokens.of(content.text());
            last = messages.get(i).path("role").asText().equals("user") ? content : last;
        }
        var maxTokens = Json.count(body, "max_completion_tokens").or(() -> Json.count(body, "max_tokens"));
        return new ChatRequest(
                model,
                stream,
                Json.flag(body.path("stream_options"), "include_usage"),
                last,
                promptTokens,
                functionsOffered(body),
                messages.get(messages.size() - 1).path("role").asText().equals("tool"),
                maxTokens.orElse(Integer.MAX_VALUE),
                stops(body.path("stop")));
    }

    private static MessageContent message(JsonNode message, String path) {
        var role = message.path("role").asText();
        Json.check(ROLES.contains(role), path + ".role", "must be one of system, user, assistant, tool");
        var calls = message.path("tool_calls");
        for (var call : calls) {
            Json.check(
                    !call.path("id").asText().isEmpty()
                            && !call.at("/function/name").asText().isEmpty()
                            && call.at("/function/arguments").isTextual(),
                    path + ".tool_calls",
                    "needs id, function.name and function.arguments");
        }
        if (role.equals("tool")) {
            Json.check(!message.path("tool_call_id").asText().isEmpty(), path + ".tool_call_id", "must be a text");
        }
        var content = MessageContent.read(message.path("content"), path + ".content");
        Json.check(
                message.hasNonNull("content") || (role.equals("assistant") && !calls.isEmpty()),
                path + ".content",
                "must be a text or a list of parts");
        return content;
    }

    private static boolean functionsOffered(ObjectNode body) {
        var tools = body.path("tools");
        Json.check(!body.hasNonNull("tools") || tools.isArray(), "tools", "must be a list");
        for (var tool : tools) {
            Json.check(
                    tool.path("type").asText().equals("function")
                            && !tool.at("/function/name").asText().isEmpty(),
                    "tools",
                    "must be functions with a name");
        }
        return !tools.isEmpty() && !body.path("tool_choice").asText().equals("none");
    }

    private static List<String> stops(JsonNode stop) {
        if (stop.isTextual()) {
            return withoutBlank(List.of(stop.asText()));
        }
        if (stop.isNull() || stop.isMissingNode()) {
            return List.of();
        }
        Json.check(stop.isArray() && stop.size() <= MAX_STOPS, "stop", "must be a text or at most 4 texts");
        var texts = new ArrayList<String>();
        for (var text : stop) {
            Json.check(text.isTextual(), "stop", "must be a text or at most 4 texts");
            texts.add(text.asText());
        }
        return withoutBlank(texts);
    }

    /** Blank sequences have no effect. */
    private static List<String> withoutBlank(List<String> stops) {
        return stops.stream().filter(stop -> !stop.isBlank()).toList();
    }
}
