package dev.poemcp.poe.api;

import dev.poemcp.poe.Model;
import dev.poemcp.poe.Model.Pricing;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Points that a message can cost, by the catalogue's prices in dollars. Source: docs/official-api.md, prices. */
final class ModelPrices {
    private static final BigDecimal DOLLARS_PER_POINT = new BigDecimal("0.00003");

    private ModelPrices() {}

    /** The price of a model that costs the same for each message; empty for others and if it is not known. */
    static OptionalLong perMessage(Model model) {
        Pricing prices = model.pricing();
        if (prices == null || prices.request() == null || isCharged(prices.image())) {
            return OptionalLong.empty();
        }
        return isCharged(prices.prompt()) || isCharged(prices.completion())
                ? OptionalLong.empty()
                : points(dollars(prices.request()));
    }

    /**
     * The most that a message can cost: each byte of the request is at most one token of the question.
     *
     * @param requestBytes of all turns and the content of all files; a file given by its address has more
     * @param maxTokens limit of the answer set by the request; otherwise the model's own
     * @return empty if a price or the length of the answer is not known
     */
    static OptionalLong upperBound(Model model, long requestBytes, OptionalLong maxTokens) {
        Pricing prices = model.pricing();
        if (prices == null || isCharged(prices.image())) {
            return OptionalLong.empty();
        }
        if (prices.prompt() == null && prices.completion() == null && prices.request() == null) {
            return OptionalLong.empty();
        }
        BigDecimal question = larger(dollars(prices.prompt()), dollars(prices.inputCacheWrite()));
        BigDecimal answer = dollars(prices.completion());
        BigDecimal request = dollars(prices.request());
        OptionalLong tokens = answerTokens(model, maxTokens);
        if (question == null || answer == null || request == null || (answer.signum() > 0 && tokens.isEmpty())) {
            return OptionalLong.empty();
        }
        return points(question.multiply(BigDecimal.valueOf(requestBytes))
                .add(answer.multiply(BigDecimal.valueOf(tokens.orElse(0))))
                .add(request));
    }

    private static OptionalLong answerTokens(Model model, OptionalLong maxTokens) {
        Long own = model.maxOutputTokens();
        if (own == null) {
            return maxTokens;
        }
        return OptionalLong.of(maxTokens.isEmpty() ? own : Math.min(own, maxTokens.getAsLong()));
    }

    /** Null if it is no price; zero where it does not apply. */
    private static @Nullable BigDecimal dollars(@Nullable String price) {
        try {
            BigDecimal dollars = price == null ? BigDecimal.ZERO : new BigDecimal(price);
            return dollars.signum() < 0 ? null : dollars;
        } catch (NumberFormatException odd) {
            return null;
        }
    }

    private static @Nullable BigDecimal larger(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one == null || other == null ? null : one.max(other);
    }

    /** Also if it cannot be read. */
    private static boolean isCharged(@Nullable String price) {
        BigDecimal dollars = dollars(price);
        return dollars == null || dollars.signum() > 0;
    }

    private static OptionalLong points(@Nullable BigDecimal dollars) {
        if (dollars == null) {
            return OptionalLong.empty();
        }
        BigDecimal points = dollars.divide(DOLLARS_PER_POINT, 0, RoundingMode.CEILING);
        return points.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? OptionalLong.empty()
                : OptionalLong.of(points.longValue());
    }
}
