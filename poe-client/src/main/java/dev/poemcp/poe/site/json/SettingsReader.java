package dev.poemcp.poe.site.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.AccountSettings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the account's settings. Known from: protocol reference 7.5, 7.6. */
public final class SettingsReader {
    private SettingsReader() {}

    /** Empty when nobody is signed in: no viewer, or one without a number. */
    public static Optional<AccountSettings> read(JsonNode viewer) {
        var userId = Fields.number(viewer.path("uid"));
        if (userId == null) {
            return Optional.empty();
        }
        var status = Fields.flag(viewer.path("globalContextOptimizationStatus"));
        var active = Fields.flag(viewer.path("hasActiveSubscription"));
        return Optional.of(new AccountSettings(
                userId,
                defaultBot(viewer.path("defaultBot")),
                points(viewer.path("messagePointInfo")),
                active == null ? Fields.flag(viewer.path("subscription").path("isActive")) : active,
                Fields.word(viewer.path("viewerCountryCode")),
                status == null ? Fields.flag(viewer.path("enableGlobalContextOptimization")) : status,
                Fields.flag(viewer.path("hasUnreadMessage")),
                Fields.word(viewer.path("primaryEmail")),
                Fields.word(viewer.path("primaryPhoneNumber"))));
    }

    private static AccountSettings.@Nullable DefaultBot defaultBot(JsonNode bot) {
        var number = Fields.number(bot.path("botId"));
        var botId = number == null ? Fields.numberOfGlobalId(bot.path("id"), "Bot") : number;
        return botId == null
                ? null
                : new AccountSettings.DefaultBot(botId, BotReader.handle(bot), Fields.word(bot.path("displayName")));
    }

    private static AccountSettings.Points points(JsonNode info) {
        return new AccountSettings.Points(
                balance(info),
                Fields.number(info.path("totalMessagePointAllotment")),
                Fields.time(info.path("messagePointResetTime")),
                Fields.number(info.path("allChatDefaultPointPriceThresholdPerMessage")));
    }

    /** Newer accounts have two balances, which are spent together. */
    private static @Nullable Long balance(JsonNode info) {
        var whole = Fields.number(info.path("messagePointBalance"));
        var subscription = Fields.number(info.path("subscriptionPointBalance"));
        var addon = Fields.number(info.path("addonPointBalance"));
        if (whole != null || (subscription == null && addon == null)) {
            return whole;
        }
        return (subscription == null ? 0 : subscription) + (addon == null ? 0 : addon);
    }
}
