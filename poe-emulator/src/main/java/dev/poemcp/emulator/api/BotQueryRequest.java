package dev.poemcp.emulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A checked request of the bot query protocol (docs/official-api.md §8.1).
 *
 * @param text of the last user message
 * @param files names of its attachments
 * @param parameters of the last user message
 */
record BotQueryRequest(
        String text, List<String> files, JsonNode parameters, boolean functionsOffered, boolean functionsAnswered) {
    private static final Set<String> VERSIONS = Set.of("1.1", "1.2");
    private static final Set<String> ROLES = Set.of("system", "user", "bot", "tool");

    /**
     * Checks a body; unknown fields are tolerated.
     *
     * @throws ApiException naming the wrong field
     */
    static BotQueryRequest read(ObjectNode body) {
        Json.check(VERSIONS.contains(body.path("version").asText()), "version", "must be 1.2");
        Json.check(body.path("type").asText().equals("query"), "type", "must be query");
        for (var field : List.of("user_id", "conversation_id", "message_id")) {
            Json.check(body.path(field).isTextual(), field, "must be a text, which may be empty");
        }
        Json.range(body, "temperature", 0, Double.MAX_VALUE);
        var query = body.path("query");
        Json.check(query.isArray() && !query.isEmpty(), "query", "must be a list with a message");
        JsonNode last = null;
        for (var i = 0; i < query.size(); i++) {
            var message = query.get(i);
            check(message, "query[" + i + "]");
            last = message.path("role").asText().equals("user") ? message : last;
        }
        if (last == null) {
            throw new ApiException(ApiError.invalid("query", "query must have a user message"));
        }
        var files = new ArrayList<String>();
        last.path("attachments").forEach(file -> files.add(file.path("name").asText()));
        return new BotQueryRequest(
                last.path("content").asText(),
                files,
                last.path("parameters"),
                !body.path("tools").isEmpty(),
                toolResults(body));
    }

    private static void check(JsonNode message, String path) {
        Json.check(ROLES.contains(message.path("role").asText()), path + ".role", "must be system, user, bot or tool");
        Json.check(message.path("content").isTextual(), path + ".content", "must be a text");
        Json.check(
                !message.has("content_type")
                        || Set.of("text/markdown", "text/plain")
                                .contains(message.path("content_type").asText()),
                path + ".content_type",
                "must be text/markdown or text/plain");
        Json.check(
                !message.hasNonNull("parameters") || message.path("parameters").isObject(),
                path + ".parameters",
                "must be an object");
        for (var file : message.path("attachments")) {
            Json.check(
                    file.path("url").asText().matches("https?://\\S+")
                            && file.path("content_type").asText().contains("/")
                            && !file.path("name").asText().isEmpty(),
                    path + ".attachments",
                    "need url, content_type and name");
        }
    }

    /** Each result names one of the calls that the request repeats. */
    private static boolean toolResults(ObjectNode body) {
        var ids = body.path("tool_calls").findValuesAsText("id");
        for (var result : body.path("tool_results")) {
            Json.check(
                    result.path("role").asText().equals("tool")
                            && ids.contains(result.path("tool_call_id").asText())
                            && result.path("content").isTextual(),
                    "tool_results",
                    "must answer the tool_calls");
        }
        return !body.path("tool_results").isEmpty();
    }
}
