package dev.poemcp.poe.site;

import com.github.benmanes.caffeine.cache.Cache;
import dev.poemcp.poe.Bot;
import dev.poemcp.poe.Bots;
import dev.poemcp.poe.Page;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.site.cache.BotCache;
import dev.poemcp.poe.site.cache.FactCache;
import dev.poemcp.poe.site.json.BotReader;
import dev.poemcp.poe.site.json.MutationResult;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.session.Site;
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
    private final BotCache bots;
    private final Cache<String, List<String>> categoryNames;
    /** Has an entry while the site is known to give no rate cards, since finding that out takes several requests. */
    private final Cache<String, Boolean> withoutRateCards;

    SiteBots(Site site, BotCache bots) {
        this.site = site;
        this.bots = bots;
        this.categoryNames = FactCache.create(site.clock(), site.limits().botFacts(), 1);
        this.withoutRateCards = FactCache.create(site.clock(), site.limits().botFacts(), 1);
    }

    @Override
    public Bot get(String handle) {
        return bots.get(handle);
    }

    @Override
    public @Nullable String rateCard(Bot bot) {
        if (bot.botId() == null || withoutRateCards.getIfPresent(ALL) != null) {
            return null;
        }
        try {
            return site.ask(Operation.RATE_CARD, Map.of("botId", bot.botId()), BotReader::rateCard)
                    .orElse(null);
        } catch (PoeException failed) {
            // The table is an extra; what fails here fails for the next request, too.
            if (failed.failure() instanceof PoeFailure.QueryOutdated
                    || failed.failure() instanceof PoeFailure.UnexpectedResponse) {
                withoutRateCards.put(ALL, true);
            }
            log.debug("The rate card of {} cannot be read: {}", bot.handle(), failed.getMessage());
            return null;
        }
    }

    @Override
    public Page<Bot> search(String query, int count, @Nullable String cursor) {
        Map<String, ?> values = Map.of("query", query, "entityType", "bot");
        return new PageAssembler<Bot>(
                        "bots",
                        (size, from) -> site.askPage(Operation.SEARCH, values, size, from, BotReader::found),
                        Bot::botId)
                .read(count, cursor);
    }

    @Override
    public Page<Bot> explore(@Nullable String category, int count, @Nullable String cursor) {
        if (category != null && !category.equals(FRONT_PAGE)) {
            checkCategory(category);
        }
        Map<String, ?> values = Map.of("categoryName", category == null ? FRONT_PAGE : category);
        return new PageAssembler<Bot>(
                        "explore",
                        (size, from) -> site.askPage(Operation.EXPLORE_BOTS, values, size, from, BotReader::explored),
                        Bot::botId)
                .read(count, cursor);
    }

    /** The site returns an empty list for an unknown category. */
    private void checkCategory(String category) {
        List<String> names;
        try {
            var cached = categoryNames.getIfPresent(ALL);
            names = cached != null && cached.contains(category) ? cached : categories();
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
        var names = site
                .ask(Operation.CATEGORIES, Map.of("categoryName", FRONT_PAGE), BotReader::categories)
                .orElseThrow(() -> MutationResult.empty(Operation.CATEGORIES))
                .stream()
                .filter(name -> !name.equals(FRONT_PAGE))
                .distinct()
                .toList();
        categoryNames.put(ALL, names);
        return names;
    }
}
