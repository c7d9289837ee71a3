package dev.poemcp.poe.site.cache;

import dev.poemcp.poe.Bot;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;

/** Facts about bots, remembered for a while. */
public interface BotFacts {
    /**
     * Remembered, or asked for.
     *
     * @throws PoeException {@link PoeFailure.NotFound}; that a bot does not exist is not remembered
     */
    Bot get(String handle);

    /** Handle of the account's default bot, remembered likewise. */
    String defaultHandle();

    /** The default bot was changed, by us or by somebody else. */
    void forgetDefault();
}
