package dev.poemcp.poe.site;

import dev.poemcp.poe.Bot;
import dev.poemcp.poe.Bots;
import dev.poemcp.poe.Page;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.site.cache.BotFacts;
import dev.poemcp.poe.site.cache.ExpiringCache;
import dev.poemcp.poe.site.json.BotReader;
import dev.poemcp.poe.site.json.JsonFields;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.session.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bots. Source: docs/poe-protocol.md §6.8, §6.9. */
final class SiteBots implements Bots {
    private static final Logger log = LoggerFactory.getLogger(SiteBots.class);
    /** The site's name for its front page; always valid. */
    private static final String FRONT_PAGE = "defaultCategory";

    private static final String ALL = "all";

    private final Site site;
    private final BotFacts bots;
    private final ExpiringCache<String, List<String>> categoryNames;

    SiteBots(Site site, BotFacts bots) {
        this.site = site;
        this.bots = bots;
        this.categoryNames = new ExpiringCache<>(site.clock(), site.limits().botFacts(), 1);
    }

    @Override
    public Bot get(String handle) {
        return bots.get(handle);
    }

    @Override
    public Page<Bot> search(String query, int count, @Nullable String cursor) {
        return new PageAssembler<Bot>(
                        "bots",
                        (size, from) -> {
                            Map<String, Object> values = new HashMap<>();
                            values.put("query", query);
                            values.put("entityType", "bot");
                            values.put("count", size);
                            values.put("cursor", from);
                            var data = site.ask(Operation.SEARCH, values);
                            return RelayConnection.read(data.path("searchEntityConnection"), BotReader::read);
                        },
                        Bot::botId)
                .read(count, cursor);
    }

    @Override
    public Page<Bot> explore(@Nullable String category, int count, @Nullable String cursor) {
        if (category != null && !category.equals(FRONT_PAGE)) {
            checkCategory(category);
        }
        return new PageAssembler<Bot>(
                        "explore",
                        (size, from) -> {
                            Map<String, Object> values = new HashMap<>();
                            values.put("categoryName", category == null ? FRONT_PAGE : category);
                            values.put("count", size);
                            values.put("cursor", from);
                            var data = site.ask(Operation.EXPLORE_BOTS, values);
                            return RelayConnection.read(data.path("exploreBotsConnection"), BotReader::read);
                        },
                        Bot::botId)
                .read(count, cursor);
    }

    /** The site returns an empty list for an unknown category. */
    private void checkCategory(String category) {
        List<String> names;
        try {
            names = categoryNames
                    .get(ALL)
                    .filter(list -> list.contains(category))
                    .orElseGet(this::categories);
        } catch (PoeException failed) {
            if (failed.failure() instanceof PoeFailure.QueryOutdated) {
                log.debug("The categories cannot be read, so \"{}\" is not checked", category);
                return;
            }
            throw failed;
        }
        if (!names.contains(category)) {
            throw new PoeException(new PoeFailure.NotFound(PoeFailure.Subject.CATEGORY, category));
        }
    }

    @Override
    public List<String> categories() {
        var data = site.ask(Operation.CATEGORIES, Map.of("categoryName", FRONT_PAGE));
        List<String> names = new ArrayList<>();
        for (var category : MutationCheck.entity(Operation.CATEGORIES, data, "exploreBotsCategoryObjects")) {
            var name = JsonFields.word(category.path("categoryName"));
            if (name != null && !name.equals(FRONT_PAGE) && !names.contains(name)) {
                names.add(name);
            }
        }
        categoryNames.put(ALL, List.copyOf(names));
        return names;
    }
}
