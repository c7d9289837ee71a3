package dev.poemcp.poe.site.profile;

import java.util.Locale;

/**
 * The operations of the site, under our own names, which do not change with the site's. The comments list the values
 * for the profile's variables templates; a missing value is null.
 */
public enum Operation {
    /** No values. */
    ACCOUNT_SETTINGS(Kind.READ),
    /** {@code subscriptions}: list of {@code {subscriptionName, query: null, queryHash}}. */
    SUBSCRIBE(Kind.REPEATABLE),
    /**
     * {@code chatId} (null: a new chat), {@code bot}, {@code query}, {@code clientNonce}, {@code chatNonce} (new chats),
     * {@code newChatContext} (new chats), {@code price}, {@code fileHashJwts}; {@code attachments} is filled in by the
     * site from the files.
     */
    SEND_MESSAGE(Kind.CREATES),
    /** {@code botHandle}. */
    BOT_INFO(Kind.READ),
    /** {@code handle}. */
    USER_INFO(Kind.READ),
    /** {@code messageCode}. */
    MESSAGE_INFO(Kind.READ),
    /** {@code messageId}; the message is null where there is none (docs/poe-protocol.md §4.3). */
    MESSAGE(Kind.READ),
    /** {@code chatId}, {@code messageIds}. */
    SHARE_MESSAGES(Kind.CREATES),
    /** {@code chatCode}, {@code messageIds}. */
    DELETE_MESSAGES(Kind.DELETES),
    /** No values. */
    PURGE(Kind.DELETES),
    /** {@code botId}. */
    SET_DEFAULT_BOT(Kind.REPEATABLE),
    /** {@code points}. */
    SET_DEFAULT_POINT_LIMIT(Kind.REPEATABLE),
    /** {@code shareCode}, {@code botName}. */
    IMPORT_CHAT(Kind.CREATES),
    /** {@code chatId}, {@code title}. */
    SET_TITLE(Kind.REPEATABLE),
    /** {@code chatId}, {@code enabled}. */
    SET_CONTEXT_OPTIMIZATION(Kind.REPEATABLE),
    /** {@code chatId}. */
    DELETE_CHAT(Kind.DELETES),
    /** {@code query}, {@code entityType} ({@code bot} or {@code user}), {@code count}, {@code cursor}. */
    SEARCH(Kind.READ),
    /** {@code categoryName}. */
    CATEGORIES(Kind.READ),
    /** {@code categoryName}, {@code count}, {@code cursor}. */
    EXPLORE_BOTS(Kind.READ),
    /** {@code count}, {@code cursor}. */
    CHAT_HISTORY(Kind.READ),
    /** {@code userId}, {@code follow}. */
    SET_FOLLOW(Kind.REPEATABLE),
    /** {@code chatCode}. */
    CHAT_PAGE(Kind.READ),
    /** {@code globalChatId}, {@code count}, {@code cursor}. */
    CHAT_MESSAGES(Kind.READ),
    /** {@code messageId} of the bot's message, {@code price}. */
    REGENERATE(Kind.CREATES),
    /** {@code chatId}. */
    CANCEL(Kind.REPEATABLE),
    /** {@code chatId}, {@code clientNonce}. */
    CLEAR_CONTEXT(Kind.CREATES),
    /** {@code messageId}, {@code index} from 0. */
    SHARE_PREVIEW(Kind.CREATES);

    /** The effect of a repetition. Source: docs/poe-protocol.md §8.2. */
    public enum Kind {
        /** Changes nothing. */
        READ,
        /** Idempotent write. */
        REPEATABLE,
        /** Idempotent but irreversible, so it is sent at most once. */
        DELETES,
        /** Creates something each time, so it is sent at most once. */
        CREATES;

        /** Whether it is sent at most once, whatever the response. */
        public boolean isAskedOnce() {
            return this == DELETES || this == CREATES;
        }
    }

    private final Kind kind;
    private final String key;

    Operation(Kind kind) {
        this.kind = kind;
        var camel = new StringBuilder();
        for (var word : name().split("_", -1)) {
            var lower = word.toLowerCase(Locale.ROOT);
            camel.append(camel.isEmpty() ? lower : word.charAt(0) + lower.substring(1));
        }
        this.key = camel.toString();
    }

    public Kind kind() {
        return kind;
    }

    /** Name in the profile and in logs, e.g. {@code sendMessage}. */
    public String key() {
        return key;
    }
}
