package dev.poemcp.poe;

import org.jspecify.annotations.Nullable;

/**
 * The bot that would reply, and the price according to Poe.
 *
 * @param points null if Poe gives no price
 * @param upperBound whether the reply may cost less: the price is per token, and points are the most it can cost
 */
public record Quote(String bot, @Nullable Long points, boolean upperBound) {
    /** A fixed price. */
    public Quote(String bot, @Nullable Long points) {
        this(bot, points, false);
    }
}
