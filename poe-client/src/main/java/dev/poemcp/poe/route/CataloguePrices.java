package dev.poemcp.poe.route;

import dev.poemcp.poe.Quote;
import dev.poemcp.poe.api.ApiClient;
import org.jspecify.annotations.Nullable;

/** Prices of the official API's catalogue, for bots whose price the site does not tell. */
final class CataloguePrices {
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

    /**
     * Of a message in a chat, whose length is not known: the model's context window bounds it. Unknown also if the catalogue
     * cannot be read.
     */
    Quote quote(String handle) {
        return configured.catalogue() ? api.quoteWholeContext(handle) : new Quote(handle, null);
    }
}
