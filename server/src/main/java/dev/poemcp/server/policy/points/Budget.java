package dev.poemcp.server.policy.points;

import dev.poemcp.poe.Quote;
import dev.poemcp.server.tools.api.ToolException;
import dev.poemcp.tool.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Limits on points: for one message, for one call, and for an account in this process. Prices are reserved in the
 * ledger before anything is sent and settled with the actual cost afterwards, so that concurrent calls never exceed a
 * limit together.
 */
public final class Budget {
    private final @Nullable Long perMessage;
    private final @Nullable Long total;
    private final AccountLedger ledger;

    /**
     * @param perMessage maximum for one message, in points; null for no limit
     * @param total maximum for the account in this process, in points; null for no limit, and then nothing is counted
     * @param ledger where the account's points are counted
     */
    public Budget(@Nullable Long perMessage, @Nullable Long total, AccountLedger ledger) {
        this.perMessage = perMessage;
        this.total = total;
        this.ledger = ledger;
    }

    /** The ledger in which replies that are read later settle their cost. */
    public AccountLedger ledger() {
        return ledger;
    }

    /** Whether a price must be known before sending; if not, callers skip the query. */
    public boolean limits(@Nullable Long maxPoints) {
        return perMessage != null || total != null || maxPoints != null;
    }

    /**
     * Reserves the prices of the messages of one call, all or none.
     *
     * @param prices price of each message, with the bot that replies
     * @param maxPoints maximum for all of them together; null for no limit
     * @return one reservation for each price, in order
     * @throws ToolException {@link ErrorCode#BUDGET_EXCEEDED}, with nothing reserved
     */
    public List<? extends Reservation> reserve(List<Price> prices, @Nullable Long maxPoints) {
        if (limits(maxPoints)) {
            check(prices, maxPoints);
        }
        if (total == null) {
            return prices.stream().map(price -> Reservation.uncounted()).toList();
        }
        List<AccountLedger.Charge> charges = prices.stream()
                .map(price -> new AccountLedger.Charge(requirePrice(price), price.retry()))
                .toList();
        return ledger.reserve(charges, total).orElseThrow(() -> exceeded(charges, upTo(prices), total));
    }

    private void check(List<Price> prices, @Nullable Long maxPoints) {
        long sum = prices.stream().mapToLong(this::requirePrice).sum();
        if (maxPoints != null && sum > maxPoints) {
            throw exceeded(
                    "This would cost " + upTo(prices) + sum + " points, and max_points is " + maxPoints,
                    "Raise max_points" + limitAnswer(prices) + ", or ask a cheaper bot.");
        }
    }

    private long requirePrice(Price price) {
        if (price.points() == null) {
            throw exceeded(
                    "Poe does not tell what a message to " + price.bot() + " costs, and a limit on points is set",
                    "Ask a bot whose points_per_message get_bot_info shows, or have the limit taken away (max_points,"
                            + " POE_MAX_POINTS_PER_MESSAGE, POE_MAX_POINTS).");
        }
        if (perMessage != null && price.points() > perMessage) {
            throw exceeded(
                    "A message to " + price.bot() + " costs " + price.upTo() + price.points()
                            + " points, and POE_MAX_POINTS_PER_MESSAGE is " + perMessage,
                    "Ask a cheaper bot, or have the user raise that setting.");
        }
        return price.points();
    }

    private ToolException exceeded(List<AccountLedger.Charge> charges, String upTo, long limit) {
        long sum = charges.stream().mapToLong(AccountLedger.Charge::price).sum();
        AccountLedger.Totals totals = ledger.totals();
        long left = Math.max(0, limit - totals.counted());
        if (sum <= left) {
            return exceeded(
                    "This server counts the points of as many accounts as it can, and has no room for another one",
                    "Have its operator restart it, or use another server.");
        }
        boolean mayChange = totals.notYetKnown() > 0;
        return exceeded(
                "This would cost " + upTo + sum + " points, and of the " + limit + " that POE_MAX_POINTS allows " + left
                        + " are left"
                        + (mayChange
                                ? ", with " + totals.notYetKnown()
                                        + " set aside for answers whose cost is not known yet"
                                : ""),
                (mayChange ? "Read those answers with get_reply, which may tell what they cost. " : "")
                        + "Ask a cheaper bot, or have the user raise that setting and restart the server.");
    }

    private static ToolException exceeded(String what, String nextStep) {
        return new ToolException(ErrorCode.BUDGET_EXCEEDED, what + "; nothing was sent.", nextStep);
    }

    private static String limitAnswer(List<Price> prices) {
        return upTo(prices).isEmpty() ? "" : ", limit the answer with parameters {\"max_tokens\": …}";
    }

    private static String upTo(List<Price> prices) {
        return prices.stream()
                .map(Price::upTo)
                .filter(word -> !word.isEmpty())
                .findFirst()
                .orElse("");
    }

    /**
     * @param points null where Poe does not say
     * @param retry whether a reply is regenerated
     * @param upperBound whether the reply may cost less
     */
    public record Price(String bot, @Nullable Long points, boolean retry, boolean upperBound) {
        /** By Poe's own figure. */
        public Price(Quote quote, boolean retry) {
            this(quote.bot(), quote.points(), retry, quote.upperBound());
        }

        /** Without an upper bound. */
        public Price(String bot, @Nullable Long points, boolean retry) {
            this(bot, points, retry, false);
        }

        private String upTo() {
            return upperBound ? "up to " : "";
        }

        /** Of a new message. */
        public Price(String bot, @Nullable Long points) {
            this(bot, points, false);
        }
    }
}
