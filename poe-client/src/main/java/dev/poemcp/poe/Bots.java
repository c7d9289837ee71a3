package dev.poemcp.poe;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bots of Poe. */
public interface Bots {
    /**
     * @param handle in any case; the bot has the right one
     * @throws PoeException {@link PoeFailure.NotFound}
     */
    Bot get(String handle);

    /**
     * The bot's price table as Markdown; null if it has none, or it could not be read.
     *
     * @param bot from {@link #get}
     */
    @Nullable
    String rateCard(Bot bot);

    /**
     * Bots whose name or description match.
     *
     * @param count 1 to 100
     */
    Page<Bot> search(String query, int count, @Nullable String cursor);

    /**
     * Bots of a category, or of the front page when it is null.
     *
     * @throws PoeException {@link PoeFailure.NotFound} for an unknown category (names are case-sensitive)
     */
    Page<Bot> explore(@Nullable String category, int count, @Nullable String cursor);

    List<String> categories();
}
