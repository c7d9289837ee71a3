package dev.poemcp.poe.site.cache;

import dev.poemcp.poe.Bot;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;

/** Facts about bots, cached for a limited time. */
public interface BotFacts {
    /**
     * Returns the cached bot or reads it from the site.
     *
     * @throws PoeException {@link PoeFailure.NotFound}; a missing bot is not cached
     */
    Bot get(String handle);

    /** Handle of the account's default bot, cached in the same way. */
    String defaultHandle();

    /** Drops the cached default bot, after it was changed here or elsewhere. */
    void forgetDefault();
}
