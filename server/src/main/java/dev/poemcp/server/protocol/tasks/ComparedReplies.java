package dev.poemcp.server.protocol.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.protocol.stateless.TaskSource.TaskStatus;
import java.util.List;

/** Builds the result of {@code compare_bots} from replies that were read one by one. */
final class ComparedReplies {
    private ComparedReplies() {}

    /**
     * One bot's part.
     *
     * @param reply its entry in the structured content
     * @param content what a model reads below the bot's name
     */
    record Entry(JsonNode reply, JsonNode content) {
        /** A reply without a chat, which cannot be read from Poe. */
        static Entry unsent(JsonNode reply) {
            var content = JsonRpc.JSON.createArrayNode();
            addText(content, "[" + reply.path("error").path("message").asText() + "]");
            return new Entry(reply, content);
        }
    }

    static Entry entry(PendingReply pending, TaskStatus status) {
        var result = status.result();
        if (result.isPresent() && !result.get().path("isError").asBoolean()) {
            ObjectNode reply = result.get().path("structuredContent").deepCopy();
            return new Entry(reply.put("bot", pending.bot()), result.get().path("content"));
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
        List.of("attachments", "message_ids", "suggested_replies").forEach(entry::putArray);
        List.of("next_text_offset", "chat", "user_message_id", "message_id", "message_code", "points_spent")
                .forEach(entry::putNull);
        entry.putObject("error").put("code", code).put("message", message).put("retryable", false);
        return Entry.unsent(entry);
    }

    static ObjectNode result(List<Entry> entries) {
        var result = JsonRpc.JSON.createObjectNode();
        var content = result.putArray("content");
        var facts = result.putObject("structuredContent");
        var replies = facts.putArray("replies");
        // A comparison with a judge is not a task.
        facts.putNull("verdict");
        var points = 0L;
        var known = true;
        for (var entry : entries) {
            var reply = entry.reply();
            replies.add(reply);
            points += reply.path("points_spent").asLong();
            known &=
                    reply.path("points_spent").isNumber() || reply.path("error").isObject();
            addText(content, "## " + reply.path("bot").asText());
            entry.content().forEach(content::add);
        }
        if (known) {
            facts.put("points_spent", points);
            addText(content, "[Total: " + points + " points]");
        } else {
            facts.putNull("points_spent");
            addText(content, "[Total: unknown]");
        }
        return result;
    }

    private static void addText(ArrayNode content, String text) {
        content.addObject().put("type", "text").put("text", text);
    }
}
