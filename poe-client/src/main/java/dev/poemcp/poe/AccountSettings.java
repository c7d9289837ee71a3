package dev.poemcp.poe;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The account's settings and points; null where the site gave no value. */
public record AccountSettings(
        long userId,
        @Nullable DefaultBot defaultBot,
        Points points,
        @Nullable Boolean hasActiveSubscription,
        @Nullable String countryCode,
        @Nullable Boolean contextOptimizationEnabled,
        @Nullable Boolean hasUnreadMessages,
        @Nullable String primaryEmail,
        @Nullable String primaryPhoneNumber) {
    /** @param handle may be null on old builds of the site, which give only the display name */
    public record DefaultBot(
            long botId, @Nullable String handle, @Nullable String displayName) {}

    /** All in points. */
    public record Points(
            @Nullable Long balance,
            @Nullable Long allotment,
            @Nullable Instant resetsAt,
            @Nullable Long defaultLimitPerMessage) {}
}
