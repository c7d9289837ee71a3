package dev.poemcp.tool.result;

import org.jspecify.annotations.Nullable;

/** The account's settings. {@code null}: unknown. */
public record SettingsResult(
        long userId,

        @Nullable DefaultBot defaultBot,

        Points points,

        @Nullable Boolean hasActiveSubscription,

        @Nullable String countryCode,

        @Nullable Boolean contextOptimizationEnabled,

        @Nullable Boolean hasUnreadMessages,

        @Nullable String primaryEmail,

        @Nullable String primaryPhoneNumber) {
    /** A bot by ID and handle. */
    public record DefaultBot(long botId, @Nullable String handle) {}

    /** Points of an account. */
    public record Points(
            @Nullable Long balance,

            @Nullable Long allotment,

            @Nullable String resetsAt,

            @Nullable Long defaultLimitPerMessage) {}
}
