package dev.poemcp.poe.route;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Quote;
import dev.poemcp.poe.api.ApiClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prices of the official API's catalogue, for bots whose price the site does not tell. */
final class CataloguePrices {
    private static final Logger log = LoggerFactory.getLogger(CataloguePrices.class);

    private final ApiClient api;
    private final Configured configured;

    CataloguePrices(ApiClient api, Configured configured) {
        this.api = api;
        this.configured = configured;
    }

    /** Points per message; null if unknown, or if it depends on the text. */
    @Nullable
    Long perMessage(String handle) {
        Quote quote = quote(handle);
        return quote.upperBound() ? null : quote.points();
    }

    /** Of a message in a chat, whose length is not known: the model's context window bounds it. */
    Quote quote(String handle) {
        Quote unknown = new Quote(handle, null);
        if (!configured.catalogue()) {
            return unknown;
        }
        try {
            return api.quoteWholeContext(handle);
        } catch (PoeException e) {
            if (e.failure() instanceof PoeFailure.Cancelled) {
                throw e;
            }
            log.debug("The catalogue's price of {} cannot be read: {}", handle, e.getMessage());
            return unknown;
        }
    }
}
