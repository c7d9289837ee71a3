package dev.poemcp.server.protocol.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.protocol.stateless.TaskSource.Status;
import dev.poemcp.server.protocol.stateless.TaskSource.TaskStatus;
import dev.poemcp.tool.ErrorCode;
import dev.poemcp.tool.messages.CancelMessage;
import dev.poemcp.tool.messages.GetReply;
import java.util.Optional;

/**
 * Identifies a reply at Poe that a task waits for.
 *
 * @param messageId 0 if the bot had not begun
 * @param userMessageId of the message that it replies to; 0 where unknown
 */
record PendingReply(String bot, String chatCode, long messageId, long userMessageId) {
    static PendingReply of(JsonNode reply) {
        return new PendingReply(
                reply.path("bot").asText(""),
                reply.path("chat").path("chat_code").asText(),
                reply.path("message_id").asLong(),
                reply.path("user_message_id").asLong());
    }

    static PendingReply from(JsonNode state) {
        return new PendingReply(
                state.path("bot").asText(),
                state.path("chat").asText(),
                state.path("message").asLong(),
                state.path("question").asLong());
    }

    ObjectNode asNode() {
        return JsonRpc.JSON
                .createObjectNode()
                .put("bot", bot)
                .put("chat", chatCode)
                .put("message", messageId)
                .put("question", userMessageId);
    }

    TaskStatus status(ToolCaller tools) {
        var result = read(tools);
        if (result.path("isError").asBoolean()) {
            if (hasNotBegun(result)) {
                return working("Poe is answering.");
            }
            var mayPass =
                    result.path("_meta").path("poe/error").path("retryable").asBoolean();
            return mayPass
                    ? working("Poe cannot be asked at the moment.")
                    : new TaskStatus(Status.COMPLETED, "The answer cannot be read.", Optional.of(result));
        }
        var reply = result.path("structuredContent");
        // Until the bot begins, the chat's newest reply belongs to an earlier message.
        if (isOfAnotherMessage(reply) || ReplyTasks.isGrowing(reply)) {
            return working("Poe is answering.");
        }
        return reply.path("state").asText().equals("cancelled")
                ? new TaskStatus(Status.CANCELLED, "The answer was cancelled.", Optional.empty())
                : new TaskStatus(Status.COMPLETED, "The answer is there.", Optional.of(result));
    }

    /** The result of reading this message, or the newest one if it did not exist yet. */
    private JsonNode read(ToolCaller tools) {
        var arguments = new GetReply.Args(null, chatCode, messageId == 0 ? null : messageId, 0, null);
        return tools.call(GetReply.DEFINITION, arguments);
    }

    /** A chat without any reply: the bot has not begun the first one. */
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

    /**
     * Cancels the reply if it is still growing. Poe cancels any growing reply of the chat, which may be another one by
     * now.
     */
    void cancel(ToolCaller tools) {
        if (isPending(read(tools))) {
            // The next look shows whether it was in time.
            tools.call(CancelMessage.DEFINITION, new CancelMessage.Args(null, chatCode));
        }
    }

    private boolean isPending(JsonNode result) {
        if (result.path("isError").asBoolean()) {
            return hasNotBegun(result);
        }
        var reply = result.path("structuredContent");
        if (!isOfAnotherMessage(reply)) {
            return ReplyTasks.isGrowing(reply);
        }
        // If the newest reply belongs to an earlier message, this one has not begun; if to a later one, this one is
        // over.
        var repliedTo = reply.path("user_message_id").asLong();
        return repliedTo != 0 && repliedTo < userMessageId && !ReplyTasks.isGrowing(reply);
    }

    private static TaskStatus working(String message) {
        return new TaskStatus(Status.WORKING, message, Optional.empty());
    }
}
