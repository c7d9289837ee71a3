package dev.poemcp.server.tools.messages;

import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.Quote;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One message that costs points, not sent yet.
 *
 * @param retry whether the last answer of a chat is generated again
 * @param quote who answers and at what price; asked only where a limit on points needs it
 * @param send called once
 * @param maxPoints most that it may cost; null where the caller sets no limit
 */
record PaidMessage(
        boolean retry,
        Supplier<Quote> quote,
        Supplier<LiveReply> send,
        @Nullable Long maxPoints) {}
