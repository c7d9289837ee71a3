package dev.poemcp.poe.site.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.AccountSettings;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the account's settings. Source: docs/poe-protocol.md §7.5, §7.6. */
public final class AccountSettingsReader {
    private AccountSettingsReader() {}

    /**
     * Reads the {@code viewer}. Empty if no one is signed in: it is null, or has no number.
     *
     * @throws PoeException {@link PoeFailure.UnexpectedResponse} if there is no such field
     */
    public static Optional<AccountSettings> read(JsonNode data) {
        var viewer = data.path("viewer");
        if (viewer.isMissingNode()) {
            throw new PoeException(new PoeFailure.UnexpectedResponse(
                    "poe.com answered with account settings in an unknown form.", Spend.NONE));
        }
        var userId = JsonFields.number(viewer.path("uid"));
        if (userId == null) {
            return Optional.empty();
        }
        var status = JsonFields.flag(viewer.path("globalContextOptimizationStatus"));
        var active = JsonFields.flag(viewer.path("hasActiveSubscription"));
        return Optional.of(new AccountSettings(
                userId,
                defaultBot(viewer.path("defaultBot")),
                points(viewer.path("messagePointInfo")),
                active == null ? JsonFields.flag(viewer.path("subscription").path("isActive")) : active,
                JsonFields.word(viewer.path("viewerCountryCode")),
                status == null ? JsonFields.flag(viewer.path("enableGlobalContextOptimization")) : status,
                JsonFields.flag(viewer.path("hasUnreadMessage")),
                JsonFields.word(viewer.path("primaryEmail")),
                JsonFields.word(viewer.path("primaryPhoneNumber"))));
    }

    private static AccountSettings.@Nullable DefaultBot defaultBot(JsonNode bot) {
        var number = JsonFields.number(bot.path("botId"));
        var botId = number == null ? JsonFields.numberOfGlobalId(bot.path("id"), "Bot") : number;
        return botId == null
                ? null
                : new AccountSettings.DefaultBot(
                        botId, BotReader.handle(bot), JsonFields.word(bot.path("displayName")));
    }

    private static AccountSettings.Points points(JsonNode info) {
        return new AccountSettings.Points(
                balance(info),
                JsonFields.number(info.path("totalMessagePointAllotment")),
                JsonFields.time(info.path("messagePointResetTime")),
                JsonFields.number(info.path("allChatDefaultPointPriceThresholdPerMessage")));
    }

    /** Newer accounts have two balances, which add up. */
    private static @Nullable Long balance(JsonNode info) {
        var total = JsonFields.number(info.path("messagePointBalance"));
        var subscription = JsonFields.number(info.path("subscriptionPointBalance"));
        var addon = JsonFields.number(info.path("addonPointBalance"));
        if (total != null || (subscription == null && addon == null)) {
            return total;
        }
        return (subscription == null ? 0 : subscription) + (addon == null ? 0 : addon);
    }
}
