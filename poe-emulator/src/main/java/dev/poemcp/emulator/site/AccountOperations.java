package dev.poemcp.emulator.site;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.channel.Channels;
import dev.poemcp.emulator.query.BuildData;
import dev.poemcp.emulator.query.Selection;
import dev.poemcp.emulator.query.Subscription;
import dev.poemcp.emulator.reply.Stage;
import dev.poemcp.emulator.world.World;
import dev.poemcp.emulator.world.WorldJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The account: settings, default bot and limit, subscriptions (docs/poe-protocol.md §5.2, §6.11, §6.15). */
final class AccountOperations {
    private final World world;
    private final WorldJson json;
    private final Stage stage;
    private final BuildData build;
    private final Channels channels;

    AccountOperations(World world, WorldJson json, Stage stage, BuildData build, Channels channels) {
        this.world = world;
        this.json = json;
        this.stage = stage;
        this.build = build;
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
        stage.publish(List.of(stage.aboutViewer()));
        var answer = Nodes.status("success", null);
        answer.set("viewer", json.viewer());
        return Nodes.of("poeSetDefaultBot", answer);
    }

    private ObjectNode setDefaultPointLimit(Variables variables, Operation.Caller caller) {
        var digits = variables.text("priceThresholdInPoints");
        if (!digits.matches("\\d{1,15}")) {
            throw new Operation.ServerError();
        }
        world.viewer().defaultPointLimit(Long.parseLong(digits));
        stage.publish(List.of(stage.aboutViewer()));
        return Nodes.of("setAllChatDefaultMessagePointPriceThreshold", Nodes.of("viewer", json.viewer()));
    }

    /** One hash that this build does not have fails them all. */
    private ObjectNode subscribe(Variables variables, Operation.Caller caller) {
        var channel = caller.channel().orElseThrow(Operation.ServerError::new);
        var selections = new LinkedHashMap<Subscription, Selection>();
        for (var wanted : variables.node("subscriptions")) {
            var subscription =
                    build.subscriptions().get(wanted.path("subscriptionName").asText());
            if (subscription == null
                    || channels.refuses(subscription)
                    || !wanted.has("query")
                    || !wanted.path("query").isNull()) {
                throw new Operation.ServerError();
            }
            selections.put(
                    subscription,
                    subscription.selection(wanted.path("queryHash").asText()).orElseThrow(Operation.ServerError::new));
        }
        channels.subscribe(channel, selections);
        return Nodes.of("autoSubscribe", Nodes.of("viewer", json.viewerId()));
    }
}
