package dev.poemcp.server.protocol.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.protocol.stateless.TaskSource.Standing;
import dev.poemcp.server.protocol.stateless.TaskSource.Status;
import dev.poemcp.tool.ErrorCode;
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

    Standing look(ReplyTools tools) {
        var result = read(tools);
        if (result.path("isError").asBoolean()) {
            if (hasNotBegun(result)) {
                return working("Poe is answering.");
            }
            var mayPass =
                    result.path("_meta").path("poe/error").path("retryable").asBoolean();
            return mayPass
                    ? working("Poe cannot be asked at the moment.")
                    : new Standing(Status.COMPLETED, "The answer cannot be read.", Optional.of(result));
        }
        var reply = result.path("structuredContent");
        // Until the bot begins, the newest answer of the chat is one to an earlier message.
        if (isOfAnotherMessage(reply) || ReplyTasks.isGrowing(reply)) {
            return working("Poe is answering.");
        }
        return reply.path("state").asText().equals("cancelled")
                ? new Standing(Status.CANCELLED, "The answer was cancelled.", Optional.empty())
                : new Standing(Status.COMPLETED, "The answer is there.", Optional.of(result));
    }

    /** The result of reading the very message, or the newest one where that was not there yet. */
    private JsonNode read(ReplyTools tools) {
        var arguments = JsonRpc.JSON.createObjectNode().put("chat_id", chatId).put("wait_seconds", 0);
        if (messageId != 0) {
            arguments.put("message_id", messageId);
        }
        return tools.call("get_reply", arguments);
    }

    /** A chat without any answer: the bot has not begun the first one. */
    private boolean hasNotBegun(JsonNode failed) {
        return messageId == 0
                && failed.path("_meta")
                        .path("poe/error")
                        .path("code")
                        .asText()
                        .equals(ErrorCode.MESSAGE_NOT_FOUND.wireName());
    }

    private boolean isOfAnotherMessage(JsonNode reply) {
        return messageId == 0
                && userMessageId != 0
                && reply.path("user_message_id").asLong() != userMessageId;
    }

    /** Cancels the answer if it still grows. Poe cancels whatever grows in the chat, which may be another answer by now. */
    void cancel(ReplyTools tools) {
        if (isStillDue(read(tools))) {
            // Whether it came in time is seen by the next look.
            tools.call("cancel_message", JsonRpc.JSON.createObjectNode().put("chat_id", chatId));
        }
    }

    private boolean isStillDue(JsonNode result) {
        if (result.path("isError").asBoolean()) {
            return hasNotBegun(result);
        }
        var reply = result.path("structuredContent");
        if (!isOfAnotherMessage(reply)) {
            return ReplyTasks.isGrowing(reply);
        }
        // The newest answer is to an earlier message, so this one has not begun; one to a later message ends the
        // matter.
        var question = reply.path("user_message_id").asLong();
        return question != 0 && question < userMessageId && !ReplyTasks.isGrowing(reply);
    }

    private static Standing working(String message) {
        return new Standing(Status.WORKING, message, Optional.empty());
    }
}
