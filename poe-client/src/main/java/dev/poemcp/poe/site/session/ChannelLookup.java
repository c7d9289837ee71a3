package dev.poemcp.poe.site.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.site.graphql.GraphqlRequestBuilder;
import dev.poemcp.poe.site.graphql.ReadRetry;
import dev.poemcp.poe.site.graphql.ResponseClassifier;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks where the realtime channel is: the settings that the site's own client reads, or the home page, which newer
 * clients take it from. Source: docs/poe-protocol.md §5.1.
 */
final class ChannelLookup {
    private static final Logger log = LoggerFactory.getLogger(ChannelLookup.class);

    private final GraphqlRequestBuilder requests;
    private final SitePages pages;
    private final ResponseClassifier reader;
    private final ReadRetry retry;

    ChannelLookup(GraphqlRequestBuilder requests, SitePages pages, ResponseClassifier reader, ReadRetry retry) {
        this.requests = requests;
        this.pages = pages;
        this.reader = reader;
        this.retry = retry;
    }

    JsonNode settings(@Nullable String channel) {
        PoeException why;
        try {
            var found = retry.repeat(() -> fromSettings(channel));
            if (found.isPresent()) {
                return found.get();
            }
            why = new PoeException(new PoeFailure.UnexpectedResponse(
                    "poe.com does not say where its realtime channel is.", Spend.NONE));
        } catch (PoeException unanswered) {
            if (isFinal(unanswered.failure())) {
                throw unanswered;
            }
            why = unanswered;
        }
        log.debug(
                "No channel in /api/settings ({}); looking at the home page",
                why.failure().what());
        var onPage = retry.repeat(() -> pages.home()).channelData();
        if (onPage.isPresent()) {
            return onPage.get();
        }
        throw why;
    }

    private Optional<JsonNode> fromSettings(@Nullable String channel) {
        var url = requests.url("/api/settings").newBuilder();
        if (channel != null) {
            url.addQueryParameter("channel", channel);
        }
        var answer = pages.get(url.build(), "application/json, */*");
        var data = reader.parse(answer.text()).path("tchannelData");
        return data.isObject() ? Optional.of(data) : Optional.empty();
    }

    private static boolean isFinal(PoeFailure failure) {
        return failure instanceof PoeFailure.Cancelled
                || failure instanceof PoeFailure.AuthExpired
                || failure instanceof PoeFailure.RateLimited;
    }
}
