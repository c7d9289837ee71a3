package dev.poemcp.poe.site.json;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * The response to a new message or a retry. Every part may be missing.
 *
 * @param isAnswered whether the response contains the mutation's result
 * @param status empty if missing
 * @param statusMessage empty if missing
 * @param chat null if its number is missing
 * @param messageId 0 if missing
 * @param replyId 0 if missing
 * @param jobId 0 if missing
 */
public record SendResponse(
        boolean isAnswered,
        String status,
        String statusMessage,
        @Nullable ChatNode chat,
        long messageId,
        long replyId,
        long jobId) {
    public static SendResponse ofMessage(JsonNode data) {
        return read(data.path("messageEdgeCreate"));
    }

    public static SendResponse ofRetry(JsonNode data) {
        return read(data.path("messageRegenerate"));
    }

    private static SendResponse read(JsonNode result) {
        var chat = result.path("chat");
        var reply = MessageNode.read(result.path("botMessage").path("node"));
        var jobId = JsonFields.numberOrZero(result.path("job").path("jobId"));
        return new SendResponse(
                result.isObject(),
                result.path("status").asText(""),
                result.path("statusMessage").asText(""),
                JsonFields.numberOrZero(chat.path("chatId")) == 0 ? null : ChatNode.read(chat),
                MessageNode.read(result.path("message").path("node")).messageId(),
                reply.messageId(),
                reply.jobId() != 0 ? reply.jobId() : jobId);
    }
}
