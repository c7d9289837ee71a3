package dev.poemcp.tool;

import java.util.Locale;

/** Error codes in {@code _meta["poe/error"]}; docs/errors.md explains each. */
public enum ErrorCode {
    INVALID_ARGUMENT,
    NOT_CONFIGURED,
    AUTH_EXPIRED,
    FORMKEY_UNAVAILABLE,
    QUERY_OUTDATED,
    BOT_NOT_FOUND,
    USER_NOT_FOUND,
    CHAT_NOT_FOUND,
    MESSAGE_NOT_FOUND,
    CATEGORY_NOT_FOUND,
    SHARE_NOT_FOUND,
    INSUFFICIENT_POINTS,
    BUDGET_EXCEEDED,
    RATE_LIMITED,
    MESSAGE_FAILED,
    MESSAGE_TOO_LONG,
    FILE_REJECTED,
    NOT_CONFIRMED,
    TIMEOUT,
    NETWORK,
    UNAVAILABLE,
    BLOCKED,
    POINTS_LIMIT,
    UNEXPECTED_RESPONSE;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
