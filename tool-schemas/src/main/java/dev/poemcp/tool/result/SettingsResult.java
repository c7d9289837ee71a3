package dev.poemcp.tool.result;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** The account's settings. {@code null}: unknown. */
public record SettingsResult(
        @JsonPropertyDescription("Numeric user ID of the account.")
        long userId,

        @JsonPropertyDescription("Bot that replies in new chats by default; null if unknown.") @Nullable
        DefaultBot defaultBot,

        @JsonPropertyDescription("Points of the account.") Points points,

        @JsonPropertyDescription("Whether the account has an active subscription; null if unknown.") @Nullable
        Boolean hasActiveSubscription,

        @JsonPropertyDescription("Two-letter country code; null if unknown.") @Nullable
        String countryCode,

        @JsonPropertyDescription("Context optimization in new chats; null if unknown.") @Nullable
        Boolean contextOptimizationEnabled,

        @JsonPropertyDescription("Whether there are unread messages; null if unknown.") @Nullable
        Boolean hasUnreadMessages,

        @JsonPropertyDescription("Email address; null unless the account shows it.") @Nullable
        String primaryEmail,

        @JsonPropertyDescription("Phone number; null unless the account shows it.") @Nullable
        String primaryPhoneNumber) {
    /** A bot by ID and handle. */
    public record DefaultBot(
            @JsonPropertyDescription("Numeric bot ID.") long botId,

            @JsonPropertyDescription("Bot handle; null if unknown.") @Nullable
            String handle) {}

    /** Points of an account. */
    public record Points(
            @JsonPropertyDescription("Points available; null if unknown.") @Nullable
            Long balance,

            @JsonPropertyDescription("Points granted each period; null if unknown.") @Nullable
            Long allotment,

            @JsonPropertyDescription("Time of the next grant, RFC 3339; null if unknown.") @Nullable
            String resetsAt,

            @JsonPropertyDescription("Maximum points per message without consent; null if unknown.") @Nullable
            Long defaultLimitPerMessage) {}
}
