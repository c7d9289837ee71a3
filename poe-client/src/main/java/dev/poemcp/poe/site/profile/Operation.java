package dev.poemcp.poe.site.profile;

import java.util.Locale;

/**
 * The operations of the site, under our own names, which do not change with the site's. The comments list the values
 * for the profile's variables templates; a missing value is null.
 */
public enum Operation {
    /** No values. */
    ACCOUNT_SETTINGS(Effect.READ),
    /** {@code subscriptions}: list of {@code {subscriptionName, query: null, queryHash}}. */
    SUBSCRIBE(Effect.REPEATABLE),
    /**
     * {@code chatId} (null: a new chat), {@code bot}, {@code query}, {@code clientNonce}, {@code chatNonce} (new chats),
     * {@code newChatContext} (new chats), {@code price}, {@code fileHashJwts}; {@code attachments} is filled in by the
     * site from the files.
     */
    SEND_MESSAGE(Effect.CREATES),
    /** {@code botHandle}. */
    BOT_INFO(Effect.READ),
    /** {@code handle}. */
    USER_INFO(Effect.READ),
    /** {@code messageCode}. */
    MESSAGE_INFO(Effect.READ),
    /** {@code messageId}; the message is null where there is none (docs/poe-protocol.md §4.3). */
    MESSAGE(Effect.READ),
    /** {@code chatId}, {@code messageIds}. */
    SHARE_MESSAGES(Effect.CREATES),
    /** {@code chatCode}, {@code messageIds}. */
    DELETE_MESSAGES(Effect.DELETES),
    /** No values. */
    PURGE(Effect.DELETES),
    /** {@code botId}. */
    SET_DEFAULT_BOT(Effect.REPEATABLE),
    /** {@code points}. */
    SET_DEFAULT_POINT_LIMIT(Effect.REPEATABLE),
    /** {@code shareCode}, {@code botName}. */
    IMPORT_CHAT(Effect.CREATES),
    /** {@code chatId}, {@code title}. */
    SET_TITLE(Effect.REPEATABLE),
    /** {@code chatId}, {@code enabled}. */
    SET_CONTEXT_OPTIMIZATION(Effect.REPEATABLE),
    /** {@code chatId}. */
    DELETE_CHAT(Effect.DELETES),
    /** {@code query}, {@code entityType} ({@code bot} or {@code user}), {@code count}, {@code cursor}. */
    SEARCH(Effect.READ),
    /** {@code categoryName}. */
    CATEGORIES(Effect.READ),
    /** {@code categoryName}, {@code count}, {@code cursor}. */
    EXPLORE_BOTS(Effect.READ),
    /** {@code count}, {@code cursor}. */
    CHAT_HISTORY(Effect.READ),
    /** {@code botId}. */
    RATE_CARD(Effect.READ),
    /** {@code count}, {@code cursor}. */
    POINTS_HISTORY(Effect.READ),
    /** {@code userId}, {@code follow}. */
    SET_FOLLOW(Effect.REPEATABLE),
    /** {@code chatCode}. */
    CHAT_PAGE(Effect.READ),
    /** {@code globalChatId}, {@code count}, {@code cursor}. */
    CHAT_MESSAGES(Effect.READ),
    /** {@code messageId} of the bot's message, {@code price}. */
    REGENERATE(Effect.CREATES),
    /** {@code chatId}. */
    CANCEL(Effect.REPEATABLE),
    /** {@code chatId}, {@code clientNonce}. */
    CLEAR_CONTEXT(Effect.CREATES),
    /** {@code messageId}, {@code index} from 0. */
    SHARE_PREVIEW(Effect.CREATES);

    /** The effect of a repetition. Source: docs/poe-protocol.md §8.2. */
    public enum Effect {
        /** Changes nothing. */
        READ,
        /** Idempotent write. */
        REPEATABLE,
        /** Idempotent but irreversible, so it is sent at most once. */
        DELETES,
        /** Creates something each time, so it is sent at most once. */
        CREATES;

        /** Whether it is sent at most once, whatever the response. */
        public boolean isSentOnce() {
            return this == DELETES || this == CREATES;
        }
    }

    private final Effect effect;
    private final String key;

    Operation(Effect effect) {
        this.effect = effect;
        var camel = new StringBuilder();
        for (var word : name().split("_", -1)) {
            var lower = word.toLowerCase(Locale.ROOT);
            camel.append(camel.isEmpty() ? lower : word.charAt(0) + lower.substring(1));
        }
        this.key = camel.toString();
    }

    public Effect effect() {
        return effect;
    }

    /** Name in the profile and in logs, e.g. {@code sendMessage}. */
    public String key() {
        return key;
    }
}
