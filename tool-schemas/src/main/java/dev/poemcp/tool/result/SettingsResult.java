package dev.poemcp.tool.result;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** The account's settings. Null is what Poe did not tell. */
public record SettingsResult(
        @JsonPropertyDescription("Number of the account's user.")
        long userId,

        @JsonPropertyDescription("Bot that answers in new chats; null where unknown.") @Nullable
        DefaultBot defaultBot,

        @JsonPropertyDescription("Points of the account.") Points points,

        @JsonPropertyDescription("Whether it is subscribed; null where unknown.") @Nullable
        Boolean hasActiveSubscription,

        @JsonPropertyDescription("Country, two letters; null where unknown.") @Nullable
        String countryCode,

        @JsonPropertyDescription("Default of new chats; null where unknown.") @Nullable
        Boolean contextOptimizationEnabled,

        @JsonPropertyDescription("Null where unknown.") @Nullable
        Boolean hasUnreadMessages,

        @JsonPropertyDescription("Null unless the account shows it.") @Nullable
        String primaryEmail,

        @JsonPropertyDescription("Null unless the account shows it.") @Nullable
        String primaryPhoneNumber) {
    /** A bot by number and handle. */
    public record DefaultBot(
            @JsonPropertyDescription("Number of the bot.") long botId,

            @JsonPropertyDescription("Handle; null where unknown.") @Nullable
            String handle) {}

    /** Points of an account. */
    public record Points(
            @JsonPropertyDescription("Points left; null where unknown.") @Nullable
            Long balance,

            @JsonPropertyDescription("Points given each period; null where unknown.") @Nullable
            Long allotment,

            @JsonPropertyDescription("When they are filled up, RFC 3339; null where unknown.") @Nullable
            String resetsAt,

            @JsonPropertyDescription("Most that one message costs without asking; null where unknown.") @Nullable
            Long defaultLimitPerMessage) {}
}
