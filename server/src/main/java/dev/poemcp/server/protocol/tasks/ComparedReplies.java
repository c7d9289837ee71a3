package dev.poemcp.server.protocol.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.protocol.stateless.TaskSource.TaskStatus;
import java.util.List;

/** Builds the result of {@code compare_bots} from replies that were read one by one. */
final class ComparedReplies {
    private ComparedReplies() {}

    /** One bot's part. */
    static JsonNode entry(PendingReply pending, TaskStatus status) {
        var result = status.result();
        if (result.isPresent() && !result.get().path("isError").asBoolean()) {
            ObjectNode reply = result.get().path("structuredContent").deepCopy();
            return reply.put("bot", pending.bot());
        }
        var code = result.map(failed ->
                        failed.path("_meta").path("poe/error").path("code").asText())
                .orElse("message_failed");
        var message = result.map(
                        failed -> failed.path("content").path(0).path("text").asText())
                .orElse("The answer was cancelled. Ask again if it is still wanted.");
        var entry = JsonRpc.JSON
                .createObjectNode()
                .put("state", "failed")
                .put("text", "")
                .put("bot", pending.bot())
                .put("via", "account")
                .put("elapsed_ms", 0);
        entry.putArray("attachments");
        entry.putArray("suggested_replies");
        List.of("next_text_offset", "chat", "user_message_id", "message_id", "message_code", "points_spent")
                .forEach(entry::putNull);
        entry.putObject("error").put("code", code).put("message", message).put("retryable", false);
        return entry;
    }

    static ObjectNode result(List<JsonNode> replies) {
        var result = JsonRpc.JSON.createObjectNode();
        var content = result.putArray("content");
        var facts = result.putObject("structuredContent");
        facts.putArray("replies").addAll(replies);
        var points = 0L;
        var known = true;
        for (var reply : replies) {
            points += reply.path("points_spent").asLong();
            known &=
                    reply.path("points_spent").isNumber() || reply.path("error").isObject();
            var text = reply.path("error").isObject() ? reply.path("error").path("message") : reply.path("text");
            content.addObject()
                    .put("type", "text")
                    .put("text", reply.path("bot").asText() + ":\n\n" + text.asText());
        }
        if (known) {
            facts.put("points_spent", points);
        } else {
            facts.putNull("points_spent");
        }
        return result;
    }
}
