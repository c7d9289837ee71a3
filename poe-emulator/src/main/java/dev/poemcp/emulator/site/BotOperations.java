package dev.poemcp.emulator.site;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.world.Bot;
import dev.poemcp.emulator.world.Person;
import dev.poemcp.emulator.world.World;
import dev.poemcp.emulator.world.WorldJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Bots and people: looking them up, exploring, following (docs/poe-protocol.md §6.8 to §6.10). */
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
                "user", world.person(variables.text("handle")).map(json::person).orElse(null));
    }

    private ObjectNode search(Variables variables, Operation.Caller caller) {
        var wanted = variables.text("query").toLowerCase(Locale.ROOT).strip();
        var found = switch (variables.text("entityType")) {
            case "bot" ->
                world.bots().stream()
                        .filter(bot -> describes(bot, wanted))
                        .map(json::bot)
                        .toList();
            case "user" ->
                world.people().stream()
                        .filter(person -> describes(person, wanted))
                        .map(this::foundPerson)
                        .toList();
            default -> throw new Operation.ServerError();
        };
        return Nodes.of("searchEntityConnection", page(found, variables));
    }

    /** In lists a person's handle has another name. */
    private ObjectNode foundPerson(Person person) {
        return json.person(person).without(List.of("handle"));
    }

    private static boolean describes(Bot bot, String wanted) {
        var facts = bot.facts();
        return contains(wanted, facts.handle(), facts.displayName(), facts.description());
    }

    private static boolean describes(Person person, String wanted) {
        return contains(wanted, person.handle(), person.fullName());
    }

    private static boolean contains(String wanted, String... texts) {
        return Stream.of(texts).anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted));
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

    /** Cursors count the entries before and on them, as the site's do. */
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
        var person = world.personById(variables.number("targetUid"));
        if (person.isEmpty()) {
            return Nodes.of("poeUserSetFollow", Nodes.status("user_not_found", null));
        }
        person.get().follow(variables.flag("shouldFollow"));
        var answer = Nodes.status("success", null);
        answer.set("user", json.person(person.get()));
        return Nodes.of("poeUserSetFollow", answer);
    }
}
