package dev.poemcp.poe.site.message;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import java.util.Optional;

/** What Poe's {@code status} of a message or a retry means when it is not success: the message was not created. */
final class SendRejection {
    private SendRejection() {}

    /** @throws PoeException unless the status says that it went well, or says nothing at all */
    static void check(JsonNode answer) {
        String status = answer.path("status").asText("");
        String told = answer.path("statusMessage").asText("");
        boolean silent = status.isEmpty() && told.isBlank();
        if (!status.equals("success") && !silent) {
            throw new PoeException(failure(status.isEmpty() ? "error" : status, told));
        }
    }

    private static PoeFailure failure(String status, String told) {
        return switch (status) {
            case "reached_limit" ->
                new PoeFailure.InsufficientPoints(
                        told.isBlank() ? "The account has reached its limit of points or messages." : told);
            case "rate_limit_exceeded" ->
                new PoeFailure.RateLimited(told.isBlank() ? "Poe wants fewer messages." : told, Optional.empty());
            case "concurrent_messages" ->
                new PoeFailure.RateLimited(
                        told.isBlank() ? "Poe is still answering too many messages of this account." : told,
                        Optional.empty());
            case "too_many_tokens" ->
                new PoeFailure.MessageTooLong(told.isBlank() ? "The message is too long for the bot." : told);
            case "unsupported_file_type" ->
                new PoeFailure.FileRejected(
                        "attachment", told.isBlank() ? "the bot does not take files of this type." : told);
            case "file_too_large" ->
                new PoeFailure.FileRejected("attachment", told.isBlank() ? "it is too large for the bot." : told);
            default -> new PoeFailure.MessageFailed(status, told, false, Spend.NONE);
        };
    }
}
