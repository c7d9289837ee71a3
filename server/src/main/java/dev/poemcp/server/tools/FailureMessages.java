package dev.poemcp.server.tools;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.server.settings.Setting;
import dev.poemcp.server.tools.api.ToolError;
import dev.poemcp.server.tools.api.ToolException;
import dev.poemcp.tool.ErrorCode;
import java.time.Duration;
import java.util.Optional;

/** Maps each failure of Poe to an error code, what failed, and what to do next. */
public final class FailureMessages implements PoeFailure.Cases<ToolError> {
    private static final String MAY_HAVE_ARRIVED =
            "It may have reached Poe all the same: look with get_chat_history and get_chat_messages before calling"
                    + " again.";

    private static final String COOKIE =
            "POE_P_B (sign in at poe.com, open the browser's developer tools, Application or"
                    + " Storage, Cookies, https://poe.com, and copy the value of p-b)";

    /** How the code of a conversation begins that this server holds for the API key. */
    private static final String CONVERSATION = "api-";

    /** The way to Poe may be broken at a link that the failure does not show. */
    private static final String DOCTOR = " poe-mcp doctor, in a terminal, shows which link is broken.";

    private static final String KEPT = "Points may be spent; read what came with get_reply before calling again.";

    private final String mayHaveArrived;

    /** The error for a failure of Poe. */
    public static ToolError of(PoeFailure failure) {
        return failure.match(new FailureMessages(MAY_HAVE_ARRIVED));
    }

    /** Same for a failure that may have left a chat behind. */
    public static ToolError of(PoeException failed) {
        if (!(failed instanceof LeftChatException left)) {
            return of(failed.failure());
        }
        ToolError error = failed.failure().match(new FailureMessages(left.isInAccount() ? MAY_HAVE_ARRIVED : KEPT));
        String where = left.isInAccount()
                ? " The message is in the new chat with chat_code " + left.chatCode()
                        + ": continue there, or remove it with delete_chat."
                : " The message is in the conversation with chat_code " + left.chatCode() + ".";
        return new ToolError(
                error.code(), error.what(), error.nextStep() + where, error.retryable(), error.retryAfter());
    }

    /** Same for a failure in this server. */
    public static ToolError of(ToolException failure) {
        return new ToolError(
                failure.code(), String.valueOf(failure.getMessage()), failure.nextStep(), false, Optional.empty());
    }

    private FailureMessages(String mayHaveArrived) {
        this.mayHaveArrived = mayHaveArrived;
    }

    @Override
    public ToolError invalidRequest(PoeFailure.InvalidRequest failure) {
        return error(ErrorCode.INVALID_ARGUMENT, failure, "Change the arguments accordingly and call again.");
    }

    @Override
    public ToolError notConfigured(PoeFailure.NotConfigured failure) {
        String remedy;
        if (failure.setting().equals(Setting.API_KEY.variable())) {
            // The key first: every user of Poe can have one.
            remedy =
                    "set POE_API_KEY (make a key at poe.com/api/keys) or, to use the account's chats and settings, too, "
                            + COOKIE;
        } else if (failure.setting().equals(Setting.P_B.variable())) {
            remedy = "set " + COOKIE;
        } else if (failure.setting().equals(Setting.TRANSPORT.variable())) {
            remedy = "run poe-mcp login, or set POE_TRANSPORT to direct,";
        } else if (failure.setting().equals(Setting.ARCHIVE.variable())) {
            remedy = "run poe-mcp export DIR, set POE_ARCHIVE to that folder";
        } else {
            remedy = "correct " + failure.setting();
        }
        return error(ErrorCode.NOT_CONFIGURED, failure, "Have the user " + remedy + " and restart the server.");
    }

    @Override
    public ToolError authExpired(PoeFailure.AuthExpired failure) {
        return error(
                ErrorCode.AUTH_EXPIRED,
                failure,
                also(
                        failure,
                        switch (failure.via()) {
                            case ACCOUNT ->
                                "Have the user copy the cookie p-b again, from a browser that is signed in to poe.com,"
                                        + " into POE_P_B, and restart the server; with POE_TRANSPORT=browser, have them run"
                                        + " poe-mcp login again instead." + DOCTOR;
                            case API ->
                                "Have the user make a new key at poe.com/api/keys, set POE_API_KEY to it, and restart"
                                        + " the server.";
                        }));
    }

    @Override
    public ToolError formkeyUnavailable(PoeFailure.FormkeyUnavailable failure) {
        return error(
                ErrorCode.FORMKEY_UNAVAILABLE,
                failure,
                also(
                        failure,
                        "Have the user copy the request header poe-formkey from the browser's developer tools on"
                                + " poe.com into POE_FORMKEY, and restart the server." + DOCTOR));
    }

    @Override
    public ToolError queryOutdated(PoeFailure.QueryOutdated failure) {
        return error(
                ErrorCode.QUERY_OUTDATED,
                failure,
                also(
                        failure,
                        "Have the user run poe-mcp login or poe-mcp calibrate, which learn it from their browser, update"
                                + " poe-mcp, or name a file with the present hash in POE_SITE_PROFILE." + DOCTOR));
    }

    @Override
    public ToolError notFound(PoeFailure.NotFound failure) {
        return switch (failure.subject()) {
            case BOT -> error(ErrorCode.BOT_NOT_FOUND, failure, "Find the exact handle with explore.");
            case USER ->
                error(ErrorCode.USER_NOT_FOUND, failure, "Find the exact handle with explore, entity_type user.");
            case CHAT ->
                error(
                        ErrorCode.CHAT_NOT_FOUND,
                        failure,
                        failure.name().startsWith(CONVERSATION)
                                ? "Conversations with the API key live in this process, unless POE_KEEP_CONVERSATIONS is"
                                        + " set: start a new one with send_message."
                                : "List the account's chats with get_chat_history.");
            case MESSAGE ->
                error(ErrorCode.MESSAGE_NOT_FOUND, failure, "List the chat's messages with get_chat_messages.");
            case CATEGORY ->
                error(
                        ErrorCode.CATEGORY_NOT_FOUND,
                        failure,
                        "List the categories with get_available_categories; their names are case-sensitive.");
            case SHARE ->
                error(ErrorCode.SHARE_NOT_FOUND, failure, "Check the code, the last part of a poe.com/s/ URL.");
        };
    }

    @Override
    public ToolError insufficientPoints(PoeFailure.InsufficientPoints failure) {
        return error(
                ErrorCode.INSUFFICIENT_POINTS,
                failure,
                "See the balance with get_points_balance, or ask a cheaper bot.");
    }

    @Override
    public ToolError rateLimited(PoeFailure.RateLimited failure) {
        return error(
                ErrorCode.RATE_LIMITED,
                failure,
                again(
                        failure,
                        failure.retryAfter()
                                .map(wait -> "Call again after " + seconds(wait) + " seconds.")
                                .orElse(
                                        "Wait until answers in progress have ended (get_reply waits for one), or a minute,"
                                                + " then call again.")));
    }

    @Override
    public ToolError messageFailed(PoeFailure.MessageFailed failure) {
        return error(
                ErrorCode.MESSAGE_FAILED,
                failure,
                (failure.spend() == Spend.POSSIBLE ? "Points may be spent already. " : "")
                        + (failure.repeatable()
                                ? "Regenerate it with retry_message, or ask another bot."
                                : "Change what was asked (for a message its text or files), or ask another bot."));
    }

    @Override
    public ToolError pointsLimit(PoeFailure.PointsLimit failure) {
        return error(
                ErrorCode.POINTS_LIMIT,
                failure,
                (failure.sent()
                                ? "Poe takes consent to a single message only in a browser, whatever max_points is: stop"
                                        + " the message with cancel_message, then ask a cheaper bot"
                                : "Ask a cheaper bot, allow this message with max_points")
                        + ", or raise the account's own limit with set_default_message_point_limit.");
    }

    @Override
    public ToolError blocked(PoeFailure.Blocked failure) {
        return error(
                ErrorCode.BLOCKED,
                failure,
                also(
                        failure,
                        failure.inBrowser()
                                ? "Have the user run poe-mcp login again, in whose window they can answer it, or try"
                                        + " later or from another network."
                                : "Have the user run poe-mcp login, which takes over what their own browser was given;"
                                        + " if this comes again after that, set POE_TRANSPORT to browser and restart the"
                                        + " server." + DOCTOR));
    }

    @Override
    public ToolError messageTooLong(PoeFailure.MessageTooLong failure) {
        return error(ErrorCode.MESSAGE_TOO_LONG, failure, "Shorten the message, or attach the text as a file.");
    }

    @Override
    public ToolError fileRejected(PoeFailure.FileRejected failure) {
        return error(
                ErrorCode.FILE_REJECTED,
                failure,
                "Attach a regular file from an allowed folder, or a public http(s) URL; nothing was sent.");
    }

    @Override
    public ToolError timedOut(PoeFailure.TimedOut failure) {
        return error(ErrorCode.TIMEOUT, failure, again(failure, "Call again." + DOCTOR));
    }

    @Override
    public ToolError network(PoeFailure.Network failure) {
        return error(
                ErrorCode.NETWORK,
                failure,
                again(failure, "Check the connection (and HTTPS_PROXY), then call again." + DOCTOR));
    }

    @Override
    public ToolError unavailable(PoeFailure.Unavailable failure) {
        return error(
                ErrorCode.UNAVAILABLE,
                failure,
                again(
                        failure,
                        failure.retryAfter()
                                .map(wait -> "Call again after " + seconds(wait) + " seconds.")
                                .orElse("Call again in a minute.")));
    }

    @Override
    public ToolError unexpectedResponse(PoeFailure.UnexpectedResponse failure) {
        return error(
                ErrorCode.UNEXPECTED_RESPONSE,
                failure,
                again(failure, "Have the user check poe.com in a browser and look for a newer poe-mcp." + DOCTOR));
    }

    @Override
    public ToolError cancelled(PoeFailure.Cancelled failure) {
        return error(ErrorCode.TIMEOUT, failure, again(failure, "Call again if the answer is still wanted."));
    }

    private String again(PoeFailure failure, String otherwise) {
        return failure.spend() == Spend.POSSIBLE ? mayHaveArrived : otherwise;
    }

    /** The remedy, after the warning if the message may have arrived: neither replaces the other. */
    private String also(PoeFailure failure, String remedy) {
        return failure.spend() == Spend.POSSIBLE ? mayHaveArrived + " " + remedy : remedy;
    }

    private static ToolError error(ErrorCode code, PoeFailure failure, String nextStep) {
        return new ToolError(code, failure.what(), nextStep, failure.repeatable(), failure.retryAfter());
    }

    private static long seconds(Duration wait) {
        return Math.max(1, (wait.toMillis() + 999) / 1000);
    }
}
