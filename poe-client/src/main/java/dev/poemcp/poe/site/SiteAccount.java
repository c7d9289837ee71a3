package dev.poemcp.poe.site;

import dev.poemcp.poe.Account;
import dev.poemcp.poe.AccountSettings;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.site.cache.BotCache;
import dev.poemcp.poe.site.graphql.ResponseClassifier;
import dev.poemcp.poe.site.json.AccountSettingsReader;
import dev.poemcp.poe.site.json.ChatNode;
import dev.poemcp.poe.site.json.MutationResult;
import dev.poemcp.poe.site.message.PointLimitCache;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.session.Site;
import java.util.Map;
import java.util.OptionalLong;

/** The account. Source: docs/poe-protocol.md §6.11, §6.12, §6.15. */
final class SiteAccount implements Account {
    private final Site site;
    private final BotCache bots;
    private final PointLimitCache pointLimit;

    SiteAccount(Site site, BotCache bots, PointLimitCache pointLimit) {
        this.site = site;
        this.bots = bots;
        this.pointLimit = pointLimit;
    }

    @Override
    public AccountSettings settings() {
        var settings = site.ask(Operation.ACCOUNT_SETTINGS, Map.of(), AccountSettingsReader::read)
                .orElseThrow(() -> new PoeException(new PoeFailure.AuthExpired(ResponseClassifier.SIGNED_OUT)));
        pointLimit.remember(settings.points().defaultLimitPerMessage());
        return settings;
    }

    @Override
    public OptionalLong knownPointLimit() {
        return pointLimit.get();
    }

    @Override
    public void setDefaultBot(long botId) {
        var result = site.ask(Operation.SET_DEFAULT_BOT, Map.of("botId", botId), MutationResult.of("poeSetDefaultBot"));
        bots.forgetDefault();
        result.check(Operation.SET_DEFAULT_BOT, PoeFailure.Subject.BOT, botId);
    }

    @Override
    public void setDefaultPointLimit(long points) {
        // Until Poe confirms the change, the limit is unknown.
        pointLimit.remember(null);
        site.ask(
                        Operation.SET_DEFAULT_POINT_LIMIT,
                        Map.of("points", points),
                        MutationResult.of("setAllChatDefaultMessagePointPriceThreshold"))
                .check(Operation.SET_DEFAULT_POINT_LIMIT);
        pointLimit.remember(points);
    }

    @Override
    public void purgeAllChats() {
        site.ask(Operation.PURGE, Map.of());
        var chats = site.ask(Operation.CHAT_HISTORY, Map.of("count", 1), ChatNode::history);
        if (chats.isPresent() && !chats.get().items().isEmpty()) {
            throw new PoeException(new PoeFailure.UnexpectedResponse(
                    "poe.com said that it deleted all chats, but the history still lists some.", Spend.NONE));
        }
    }
}
