package dev.poemcp.poe.site.message;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.site.json.SendResponse;
import java.util.Optional;

/** Maps a {@code status} other than success, of a message or a retry, to a failure: the message was not created. */
final class SendRejection {
    private SendRejection() {}

    /** @throws PoeException unless the status is success, or both status and message are missing */
    static void check(SendResponse response) {
        String status = response.status();
        String statusMessage = response.statusMessage();
        boolean silent = status.isEmpty() && statusMessage.isBlank();
        if (!status.equals("success") && !silent) {
            throw new PoeException(failure(status.isEmpty() ? "error" : status, statusMessage));
        }
    }

    private static PoeFailure failure(String status, String statusMessage) {
        return switch (status) {
            case "reached_limit" ->
                new PoeFailure.InsufficientPoints(
                        or(statusMessage, "The account has reached its limit of points or messages."));
            case "rate_limit_exceeded" ->
                new PoeFailure.RateLimited(or(statusMessage, "Poe wants fewer messages."), Optional.empty());
            case "concurrent_messages" ->
                new PoeFailure.RateLimited(
                        or(statusMessage, "Poe is still answering too many messages of this account."),
                        Optional.empty());
            case "too_many_tokens" ->
                new PoeFailure.MessageTooLong(or(statusMessage, "The message is too long for the bot."));
            case "unsupported_file_type" ->
                new PoeFailure.FileRejected(
                        "attachment", or(statusMessage, "the bot does not take files of this type."));
            case "file_too_large" ->
                new PoeFailure.FileRejected("attachment", or(statusMessage, "it is too large for the bot."));
            default -> new PoeFailure.MessageFailed(status, statusMessage, false, Spend.NONE);
        };
    }

    private static String or(String statusMessage, String otherwise) {
        return statusMessage.isBlank() ? otherwise : statusMessage;
    }
}
