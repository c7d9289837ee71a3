package dev.poemcp.server.guard;

import dev.poemcp.server.tools.ToolException;
import dev.poemcp.tool.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Points that may be spent: by one message, by one call, by this process. Prices are reserved before anything is sent
 * and settled with the true cost afterwards, so that callers side by side never spend more than there is.
 */
public final class Budget {
    private final @Nullable Long perMessage;
    private final @Nullable Long total;
    private long taken;

    /**
     * @param perMessage most that one message may cost, in points; null for no limit
     * @param total most that this process may spend, in points; null for no limit
     */
    public Budget(@Nullable Long perMessage, @Nullable Long total) {
        this.perMessage = perMessage;
        this.total = total;
    }

    /** Whether a price must be known before sending; lets a caller skip asking for it. */
    public boolean limits(@Nullable Long maxPoints) {
        return perMessage != null || total != null || maxPoints != null;
    }

    /** A reservation of nothing, for where there is no limit. */
    public Reservation unlimited() {
        return new Reservation(0);
    }

    /**
     * Sets the prices of the messages of one call aside, all or none.
     *
     * @param prices what each message will cost, by the bot that answers it
     * @param maxPoints most that they may cost together; null for no limit
     * @return one reservation for each price, in order
     * @throws ToolException {@link ErrorCode#BUDGET_EXCEEDED}, with nothing reserved
     */
    public List<Reservation> reserve(List<Price> prices, @Nullable Long maxPoints) {
        if (!limits(maxPoints)) {
            return prices.stream().map(price -> unlimited()).toList();
        }
        long sum = 0;
        for (Price price : prices) {
            sum += checked(price);
        }
        if (maxPoints != null && sum > maxPoints) {
            throw exceeded(
                    "This would cost " + sum + " points, and max_points is " + maxPoints,
                    "Raise max_points, or ask a cheaper bot.");
        }
        take(sum);
        return prices.stream().map(price -> new Reservation(checked(price))).toList();
    }

    private long checked(Price price) {
        if (price.points() == null) {
            throw exceeded(
                    "Poe does not tell what a message to " + price.bot() + " costs, and a limit on points is set",
                    "Ask a bot whose points_per_message get_bot_info shows, or have the limit taken away (max_points,"
                            + " POE_MAX_POINTS_PER_MESSAGE, POE_MAX_POINTS).");
        }
        if (perMessage != null && price.points() > perMessage) {
            throw exceeded(
                    "A message to " + price.bot() + " costs " + price.points()
                            + " points, and POE_MAX_POINTS_PER_MESSAGE is " + perMessage,
                    "Ask a cheaper bot, or have the user raise that setting.");
        }
        return price.points();
    }

    private synchronized void take(long points) {
        if (total != null && points > Math.max(0, total - taken)) {
            throw exceeded(
                    "This would cost " + points + " points, and of the " + total + " that POE_MAX_POINTS allows "
                            + Math.max(0, total - taken) + " are left",
                    "Ask a cheaper bot, or have the user raise that setting and restart the server.");
        }
        taken += points;
    }

    private synchronized void correct(long difference) {
        taken += difference;
    }

    private static ToolException exceeded(String what, String nextStep) {
        return new ToolException(ErrorCode.BUDGET_EXCEEDED, what + "; nothing was sent.", nextStep);
    }

    /** @param points null where Poe does not tell */
    public record Price(String bot, @Nullable Long points) {}

    /** Points set aside for one message. Exactly one of its methods counts, the first one called. */
    public final class Reservation {
        private final long reserved;
        private boolean settled;

        private Reservation(long reserved) {
            this.reserved = reserved;
        }

        /** The message was sent. An unknown cost leaves the reservation as it is: the points are most likely gone. */
        public void settle(@Nullable Long spent) {
            end(spent == null ? 0 : spent - reserved);
        }

        /** Nothing was sent, so nothing was spent. */
        public void release() {
            end(-reserved);
        }

        private void end(long difference) {
            synchronized (Budget.this) {
                if (!settled) {
                    settled = true;
                    correct(difference);
                }
            }
        }
    }
}
