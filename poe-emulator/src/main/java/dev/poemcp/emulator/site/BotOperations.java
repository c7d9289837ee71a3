package dev.poemcp.emulator.site;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.world.Bot;
import dev.poemcp.emulator.world.User;
import dev.poemcp.emulator.world.World;
import dev.poemcp.emulator.world.WorldJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Looks up and explores bots and users, follows users (docs/poe-protocol.md §6.8 to §6.10). */
final class BotOperations {
    private final World world;
    private final WorldJson json;

    BotOperations(World world, WorldJson json) {
        this.world = world;
        this.json = json;
    }

    Map<String, Operation> all() {
        return Map.of(
                "botInfo", this::botInfo,
                "userInfo", this::userInfo,
                "search", this::search,
                "categories", this::categories,
                "exploreBots", this::explore,
                "setFollow", this::follow);
    }

    private ObjectNode botInfo(Variables variables, Operation.Caller caller) {
        return Nodes.of(
                "bot", world.bot(variables.text("botHandle")).map(json::bot).orElse(null));
    }

    private ObjectNode userInfo(Variables variables, Operation.Caller caller) {
        return Nodes.of(
                "user", world.user(variables.text("handle")).map(json::user).orElse(null));
    }

    private ObjectNode search(Variables variables, Operation.Caller caller) {
        var text = variables.text("query").toLowerCase(Locale.ROOT).strip();
        var found = switch (variables.text("entityType")) {
            case "bot" ->
                world.bots().stream()
                        .filter(bot -> matches(bot, text))
                        .map(json::bot)
                        .toList();
            case "user" ->
                world.users().stream()
                        .filter(user -> matches(user, text))
                        .map(this::searchResult)
                        .toList();
            default -> throw new Operation.ServerError();
        };
        return Nodes.of("searchEntityConnection", page(found, variables));
    }

    /** In lists a user's handle is in {@code nullableHandle} only. */
    private ObjectNode searchResult(User user) {
        return json.user(user).without(List.of("handle"));
    }

    private static boolean matches(Bot bot, String text) {
        var facts = bot.facts();
        return contains(text, facts.handle(), facts.displayName(), facts.description());
    }

    private static boolean matches(User user, String text) {
        return contains(text, user.handle(), user.fullName());
    }

    private static boolean contains(String text, String... candidates) {
        return Stream.of(candidates)
                .anyMatch(candidate -> candidate.toLowerCase(Locale.ROOT).contains(text));
    }

    private ObjectNode categories(Variables variables, Operation.Caller caller) {
        var names = new TreeSet<String>();
        world.bots().forEach(bot -> names.addAll(bot.facts().categories()));
        var data = Nodes.object();
        var array = data.putArray("exploreBotsCategoryObjects");
        names.forEach(name -> array.addObject().put("categoryName", name).put("translatedCategoryName", name));
        return data;
    }

    private ObjectNode explore(Variables variables, Operation.Caller caller) {
        var category = variables.text("categoryName");
        var found = world.bots().stream()
                .filter(bot -> category.equals("defaultCategory")
                        || bot.facts().categories().contains(category))
                .map(json::bot)
                .toList();
        return Nodes.of("exploreBotsConnection", page(found, variables));
    }

    /** A cursor is the number of entries up to and including its own, as at the site. */
    private static ObjectNode page(List<ObjectNode> found, Variables variables) {
        var cursor = variables.optionalText("cursor").orElse("0");
        if (!cursor.matches("\\d{1,9}")) {
            throw new Operation.ServerError();
        }
        var from = Math.min(found.size(), Integer.parseInt(cursor));
        var to = Math.min(found.size(), from + variables.pageSize());
        var cursors = new ArrayList<String>();
        for (var i = from; i < to; i++) {
            cursors.add(Integer.toString(i + 1));
        }
        var end = cursors.isEmpty() ? null : cursors.get(cursors.size() - 1);
        return WorldJson.connection(found.subList(from, to), cursors, WorldJson.pageInfo(end, to < found.size()));
    }

    private ObjectNode follow(Variables variables, Operation.Caller caller) {
        var user = world.userById(variables.number("targetUid"));
        if (user.isEmpty()) {
            return Nodes.of("poeUserSetFollow", Nodes.status("user_not_found", null));
        }
        user.get().follow(variables.flag("shouldFollow"));
        var result = Nodes.status("success", null);
        result.set("user", json.user(user.get()));
        return Nodes.of("poeUserSetFollow", result);
    }
}
