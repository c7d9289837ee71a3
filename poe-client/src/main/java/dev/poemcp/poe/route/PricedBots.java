package dev.poemcp.poe.route;

import dev.poemcp.poe.Bot;
import dev.poemcp.poe.Bots;
import dev.poemcp.poe.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The site's bots; a price that the site does not tell comes from the catalogue. */
record PricedBots(Bots site, CataloguePrices prices) implements Bots {
    @Override
    public Bot get(String handle) {
        Bot bot = site.get(handle);
        return bot.pointsPerMessage() == null ? bot.withPrice(prices.perMessage(bot.handle())) : bot;
    }

    @Override
    public @Nullable String rateCard(Bot bot) {
        return site.rateCard(bot);
    }

    @Override
    public Page<Bot> search(String query, int count, @Nullable String cursor) {
        return site.search(query, count, cursor);
    }

    @Override
    public Page<Bot> explore(@Nullable String category, int count, @Nullable String cursor) {
        return site.explore(category, count, cursor);
    }

    @Override
    public List<String> categories() {
        return site.categories();
    }
}
