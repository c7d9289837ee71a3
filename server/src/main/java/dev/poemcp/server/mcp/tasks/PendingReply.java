package dev.poemcp.server.mcp.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.server.transport.JsonRpc;
import dev.poemcp.server.transport.era.LongWork.Standing;
import dev.poemcp.server.transport.era.LongWork.Status;
import dev.poemcp.server.transport.era.LongWork.Tools;
import java.util.Optional;

/**
 * Where an answer stands at Poe.
 *
 * @param messageId 0 while the bot had not begun
 * @param userMessageId of the message that it answers; 0 where unknown
 */
record PendingReply(String bot, long chatId, long messageId, long userMessageId) {
    static PendingReply of(JsonNode reply) {
        return new PendingReply(
                reply.path("bot").asText(""),
                reply.path("chat").path("chat_id").asLong(),
                reply.path("message_id").asLong(),
                reply.path("user_message_id").asLong());
    }

    static PendingReply from(JsonNode remembered) {
        return new PendingReply(
                remembered.path("bot").asText(),
                remembered.path("chat").asLong(),
                remembered.path("message").asLong(),
                remembered.path("question").asLong());
    }

    ObjectNode asNode() {
        return JsonRpc.JSON
                .createObjectNode()
                .put("bot", bot)
                .put("chat", chatId)
                .put("message", messageId)
                .put("question", userMessageId);
    }

    Standing look(Tools tools) {
        var arguments = JsonRpc.JSON.createObjectNode().put("chat_id", chatId).put("wait_seconds", 0);
        if (messageId != 0) {
            arguments.put("message_id", messageId);
        }
        var result = tools.call("get_reply", arguments);
        if (result.path("isError").asBoolean()) {
            var mayPass =
                    result.path("_meta").path("poe/error").path("retryable").asBoolean();
            return mayPass
                    ? working("Poe cannot be asked at the moment.")
                    : new Standing(Status.COMPLETED, "The answer cannot be read.", Optional.of(result));
        }
        var reply = result.path("structuredContent");
        // Until the bot begins, the newest answer of the chat is one to an earlier message.
        var isEarlier = messageId == 0
                && userMessageId != 0
                && reply.path("user_message_id").asLong() != userMessageId;
        if (isEarlier || ReplyTasks.isGrowing(reply)) {
            return working("Poe is answering.");
        }
        return reply.path("state").asText().equals("cancelled")
                ? new Standing(Status.CANCELLED, "The answer was cancelled.", Optional.empty())
                : new Standing(Status.COMPLETED, "The answer is there.", Optional.of(result));
    }

    void cancel(Tools tools) {
        // Whether it came in time is seen by the next look.
        tools.call("cancel_message", JsonRpc.JSON.createObjectNode().put("chat_id", chatId));
    }

    private static Standing working(String message) {
        return new Standing(Status.WORKING, message, Optional.empty());
    }
}
