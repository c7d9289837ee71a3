package dev.poemcp.emulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A checked request for a response (docs/official-api.md §4.1).
 *
 * @param last the content of the last user message
 * @param effort {@code reasoning.effort}, whose values depend on the model
 * @param maxTokens of the answer; {@link Integer#MAX_VALUE}: no limit
 */
record ResponsesRequest(
        String model,
        boolean stream,
        MessageContent last,
        long inputTokens,
        boolean functionsOffered,
        boolean functionsAnswered,
        Optional<JsonNode> effort,
        int maxTokens) {

    /** The fields that do not depend on the model. */
    static final Set<String> FIELDS = Set.of(
            "model",
            "input",
            "instructions",
            "previous_response_id",
            "reasoning",
            "text",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "max_output_tokens",
            "temperature",
            "top_p",
            "truncation",
            "include",
            "metadata",
            "service_tier",
            "store",
            "stream");

    private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant");

    /**
     * Checks a body.
     *
     * @throws ApiException naming the wrong field
     */
    static ResponsesRequest read(ObjectNode body) {
        var model = Json.requiredText(body, "model");
        if (!body.hasNonNull("input")) {
            throw new ApiException(ApiError.missing("input"));
        }
        if (body.hasNonNull("previous_response_id")) {
            // Documented, but probes get this (docs/official-api.md §4.1).
            throw new ApiException(ApiError.provider("The previous response is not available"));
        }
        Json.range(body, "temperature", 0, 2);
        Json.range(body, "top_p", 0, 1);
        Json.check(
                !body.hasNonNull("truncation")
                        || Set.of("auto", "disabled")
                                .contains(body.path("truncation").asText()),
                "truncation",
                "must be auto or disabled");
        for (var entry : body.path("metadata").properties()) {
            Json.check(
                    entry.getKey().length() <= 64 && entry.getValue().asText().length() <= 512,
                    "metadata",
                    "has a key over 64 or a value over 512 characters");
        }
        var input = body.path("input");
        Json.check(input.isTextual() || (input.isArray() && !input.isEmpty()), "input", "must be a text or items");
        var last = new MessageContent(input.isTextual() ? input.asText() : "", List.of());
        var tokens = Tokens.of(last.text());
        for (var i = 0; i < input.size(); i++) {
            var content = item(input.get(i), "input[" + i + "]");
            tokens += Tokens.of(content.text());
            last = input.get(i).path("role").asText().equals("user") ? content : last;
        }
        return new ResponsesRequest(
                model,
                Json.flag(body, "stream"),
                last,
                tokens,
                functionsOffered(body),
                input.path(input.size() - 1).path("type").asText().equals("function_call_output"),
                Optional.of(body.at("/reasoning/effort")).filter(JsonNode::isTextual),
                Json.count(body, "max_output_tokens").orElse(Integer.MAX_VALUE));
    }

    private static MessageContent item(JsonNode item, String path) {
        switch (item.path("type").asText("message")) {
            case "message" -> {
                Json.check(ROLES.contains(item.path("role").asText()), path + ".role", "is unknown");
                Json.check(item.hasNonNull("content"), path + ".content", "must be a text or a list of parts");
                return MessageContent.read(item.path("content"), path + ".content");
            }
            case "function_call" -> requireTexts(item, path, List.of("call_id", "name", "arguments"));
            case "function_call_output" -> requireTexts(item, path, List.of("call_id", "output"));
            default -> Json.check(item.path("type").asText().equals("reasoning"), path + ".type", "is unknown");
        }
        return new MessageContent(item.path("output").asText(), List.of());
    }

    private static void requireTexts(JsonNode item, String path, List<String> fields) {
        for (var field : fields) {
            Json.check(item.path(field).isTextual(), path + "." + field, "must be a text");
        }
    }

    /** Functions are flat here; other tools are Poe's own. */
    private static boolean functionsOffered(ObjectNode body) {
        var offered = false;
        for (var tool : body.path("tools")) {
            var isFunction = tool.path("type").asText().equals("function");
            Json.check(
                    isFunction
                            ? tool.path("name").isTextual()
                            : tool.path("type").isTextual(),
                    "tools",
                    "must have a type, and functions a name");
            offered |= isFunction;
        }
        return offered && !body.path("tool_choice").asText().equals("none");
    }
}
