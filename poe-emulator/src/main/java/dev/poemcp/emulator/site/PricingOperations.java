package dev.poemcp.emulator.site;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.world.Bot;
import dev.poemcp.emulator.world.IdGenerator;
import dev.poemcp.emulator.world.Ledger;
import dev.poemcp.emulator.world.World;
import dev.poemcp.emulator.world.WorldJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Prices and spent points: rate card, leaderboard, points history (docs/poe-protocol.md §4.3). */
final class PricingOperations {
    private static final int RANKED = 10;

    private final World world;
    private final Ledger ledger;

    PricingOperations(World world, Ledger ledger) {
        this.world = world;
        this.ledger = ledger;
    }

    Map<String, Operation> all() {
        return Map.of(
                "rateCard", this::rateCard, "leaderboard", this::leaderboard, "pointsHistory", this::pointsHistory);
    }

    private ObjectNode rateCard(Variables variables, Operation.Caller caller) {
        return Nodes.of(
                "botById",
                world.botById(variables.number("botId"))
                        .map(PricingOperations::rates)
                        .orElse(null));
    }

    /** A Markdown table of the known rows; the column headings are invented. */
    private static ObjectNode rates(Bot bot) {
        var points = bot.script().pricePoints();
        var table = "| Type | Rate |\n| --- | --- |\n"
                + "| Input (text) | $" + points + ".00 / 1M tokens (" + points * 33 + " points) |\n"
                + "| Output (text) | $" + points * 5 + ".00 / 1M tokens (" + points * 165 + " points) |\n"
                + "| Cache discount | 90% |\n";
        var node = Nodes.object().put("id", IdGenerator.global("Bot", bot.botId()));
        node.putObject("botPricing").put("rateMenuMarkdown", table);
        return node;
    }

    /** Known: models are {@code Bot}s, apps {@code ExternalApiApp}s; the rest of an entry is invented. */
    private ObjectNode leaderboard(Variables variables, Operation.Caller caller) {
        var data = Nodes.object();
        var models = data.putObject("topModelLatest").putArray("topRankings");
        world.bots().stream()
                .filter(bot -> bot.facts().official())
                .sorted(Comparator.comparing(Bot::handle))
                .limit(RANKED)
                .forEach(bot -> models.addObject()
                        .put("__typename", "Bot")
                        .put("id", IdGenerator.global("Bot", bot.botId()))
                        .put("handle", bot.handle())
                        .put("displayName", bot.facts().displayName()));
        data.putObject("topAppLatest")
                .putArray("topRankings")
                .addObject()
                .put("__typename", "ExternalApiApp")
                .put("id", IdGenerator.global("ExternalApiApp", 1))
                .put("displayName", "Example App");
        return data;
    }

    /** Newest first; a cursor is the number of rows up to and including its own. */
    private ObjectNode pointsHistory(Variables variables, Operation.Caller caller) {
        var cursor = variables.optionalText("cursor").orElse("0");
        if (!cursor.matches("\\d{1,9}")) {
            throw new Operation.ServerError();
        }
        var rows = new ArrayList<ObjectNode>();
        var entries = ledger.entries();
        for (var i = entries.size() - 1; i >= 0; i--) {
            rows.add(row(entries.get(i)));
        }
        var from = Math.min(rows.size(), Integer.parseInt(cursor));
        var limit = (int) Math.max(1, Math.min(100, variables.number("limit")));
        var to = Math.min(rows.size(), from + limit);
        var cursors = new ArrayList<String>();
        for (var i = from; i < to; i++) {
            cursors.add(Integer.toString(i + 1));
        }
        var end = cursors.isEmpty() ? null : cursors.get(cursors.size() - 1);
        List<ObjectNode> page = rows.subList(from, to);
        var viewer = Nodes.object().put("id", IdGenerator.global("Viewer", 0));
        viewer.set(
                "pointsHistoryConnection",
                WorldJson.connection(page, cursors, WorldJson.pageInfo(end, to < rows.size())));
        return Nodes.of("viewer", viewer);
    }

    private ObjectNode row(Ledger.Entry entry) {
        var row = Nodes.object().put("pointCost", entry.points()).put("creationTime", entry.micros());
        world.bot(entry.bot())
                .ifPresent(bot -> row.putObject("bot")
                        .put("displayName", bot.facts().displayName())
                        .put("id", IdGenerator.global("Bot", bot.botId())));
        return row;
    }
}
