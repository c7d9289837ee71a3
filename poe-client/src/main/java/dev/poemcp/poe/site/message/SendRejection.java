package dev.poemcp.poe.site.message;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import java.util.Optional;

/** Maps a {@code status} other than success, of a message or a retry, to a failure: the message was not created. */
final class SendRejection {
    private SendRejection() {}

    /** @throws PoeException unless the status is success, or both status and message are missing */
    static void check(JsonNode payload) {
        String status = payload.path("status").asText("");
        String statusMessage = payload.path("statusMessage").asText("");
        boolean silent = status.isEmpty() && statusMessage.isBlank();
        if (!status.equals("success") && !silent) {
            throw new PoeException(failure(status.isEmpty() ? "error" : status, statusMessage));
        }
    }

    private static PoeFailure failure(String status, String statusMessage) {
        return switch (status) {
            case "reached_limit" ->
                new PoeFailure.InsufficientPoints(
                        statusMessage.isBlank()
                                ? "The account has reached its limit of points or messages."
                                : statusMessage);
            case "rate_limit_exceeded" ->
                new PoeFailure.RateLimited(
                        statusMessage.isBlank() ? "Poe wants fewer messages." : statusMessage, Optional.empty());
            case "concurrent_messages" ->
                new PoeFailure.RateLimited(
                        statusMessage.isBlank()
                                ? "Poe is still answering too many messages of this account."
                                : statusMessage,
                        Optional.empty());
            case "too_many_tokens" ->
                new PoeFailure.MessageTooLong(
                        statusMessage.isBlank() ? "The message is too long for the bot." : statusMessage);
            case "unsupported_file_type" ->
                new PoeFailure.FileRejected(
                        "attachment",
                        statusMessage.isBlank() ? "the bot does not take files of this type." : statusMessage);
            case "file_too_large" ->
                new PoeFailure.FileRejected(
                        "attachment", statusMessage.isBlank() ? "it is too large for the bot." : statusMessage);
            default -> new PoeFailure.MessageFailed(status, statusMessage, false, Spend.NONE);
        };
    }
}
