package dev.poemcp.emulator.site;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.channel.Channels;
import dev.poemcp.emulator.query.BuildData;
import dev.poemcp.emulator.query.CurrentQueries;
import dev.poemcp.emulator.query.Selection;
import dev.poemcp.emulator.query.Subscription;
import dev.poemcp.emulator.reply.ReplyRunner;
import dev.poemcp.emulator.world.World;
import dev.poemcp.emulator.world.WorldJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The account: settings, default bot and limit, subscriptions (docs/poe-protocol.md §5.2, §6.11, §6.15). */
final class AccountOperations {
    private final World world;
    private final WorldJson json;
    private final ReplyRunner runner;
    private final BuildData build;
    private final CurrentQueries queries;
    private final Channels channels;

    AccountOperations(
            World world,
            WorldJson json,
            ReplyRunner runner,
            BuildData build,
            CurrentQueries queries,
            Channels channels) {
        this.world = world;
        this.json = json;
        this.runner = runner;
        this.build = build;
        this.queries = queries;
        this.channels = channels;
    }

    Map<String, Operation> all() {
        return Map.of(
                "accountSettings", (variables, caller) -> Nodes.of("viewer", json.viewer()),
                "setDefaultBot", this::setDefaultBot,
                "setDefaultPointLimit", this::setDefaultPointLimit,
                "subscribe", this::subscribe);
    }

    private ObjectNode setDefaultBot(Variables variables, Operation.Caller caller) {
        var bot = world.botById(variables.number("botId"));
        if (bot.isEmpty()) {
            return Nodes.of("poeSetDefaultBot", Nodes.status("bot_not_found", null));
        }
        world.viewer().defaultBot(bot.get());
        runner.publish(List.of(runner.aboutViewer()));
        var result = Nodes.status("success", null);
        result.set("viewer", json.viewer());
        return Nodes.of("poeSetDefaultBot", result);
    }

    private ObjectNode setDefaultPointLimit(Variables variables, Operation.Caller caller) {
        var digits = variables.text("priceThresholdInPoints");
        if (!digits.matches("\\d{1,15}")) {
            throw new Operation.ServerError();
        }
        world.viewer().defaultPointLimit(Long.parseLong(digits));
        runner.publish(List.of(runner.aboutViewer()));
        return Nodes.of("setAllChatDefaultMessagePointPriceThreshold", Nodes.of("viewer", json.viewer()));
    }

    /** One hash that this build does not have fails the whole request. */
    private ObjectNode subscribe(Variables variables, Operation.Caller caller) {
        var channel = caller.channel().orElseThrow(Operation.ServerError::new);
        var selections = new LinkedHashMap<Subscription, Selection>();
        for (var requested : variables.node("subscriptions")) {
            var subscription =
                    build.subscriptions().get(requested.path("subscriptionName").asText());
            if (subscription == null
                    || channels.refuses(subscription)
                    || !requested.has("query")
                    || !requested.path("query").isNull()) {
                throw new Operation.ServerError();
            }
            selections.put(
                    subscription,
                    queries.selection(subscription, requested.path("queryHash").asText())
                            .orElseThrow(Operation.ServerError::new));
        }
        channels.subscribe(channel, selections);
        return Nodes.of("autoSubscribe", Nodes.of("viewer", json.viewerId()));
    }
}
