package dev.poemcp.server.tools.messages;

import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.Quote;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One message that costs points, not sent yet.
 *
 * @param retry whether the last reply of a chat is regenerated
 * @param opensChat whether it opens a new chat
 * @param quote the bot and its price; queried only if a limit on points needs it
 * @param send called once, with the points that a limit allows; empty without a limit
 * @param maxPoints maximum cost; null if the caller sets no limit
 */
record PaidMessage(
        boolean retry,
        boolean opensChat,
        Supplier<Quote> quote,
        Function<OptionalLong, LiveReply> send,
        @Nullable Long maxPoints) {}
