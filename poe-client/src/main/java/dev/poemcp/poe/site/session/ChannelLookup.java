package dev.poemcp.poe.site.session;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.site.graphql.GraphqlRequestBuilder;
import dev.poemcp.poe.site.graphql.ReadRetry;
import dev.poemcp.poe.site.graphql.ResponseClassifier;
import dev.poemcp.poe.site.json.JsonReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks up the realtime channel: in the settings that the site's own client reads, or in the home page, like newer
 * clients. Source: docs/poe-protocol.md §5.1.
 */
final class ChannelLookup {
    private static final Logger log = LoggerFactory.getLogger(ChannelLookup.class);

    private final GraphqlRequestBuilder requests;
    private final SitePages pages;
    private final ResponseClassifier classifier;
    private final ReadRetry retry;

    ChannelLookup(GraphqlRequestBuilder requests, SitePages pages, ResponseClassifier classifier, ReadRetry retry) {
        this.requests = requests;
        this.pages = pages;
        this.classifier = classifier;
        this.retry = retry;
    }

    /** @param reader gets the {@code tchannelData} object */
    <T> T settings(@Nullable String channel, JsonReader<T> reader) {
        PoeException failure;
        try {
            var data = retry.repeat(() -> fromSettings(channel, reader));
            if (data.isPresent()) {
                return data.get();
            }
            failure = new PoeException(new PoeFailure.UnexpectedResponse(
                    "poe.com does not say where its realtime channel is.", Spend.NONE));
        } catch (PoeException failed) {
            if (isFinal(failed.failure())) {
                throw failed;
            }
            failure = failed;
        }
        log.debug(
                "No channel in /api/settings ({}); reading the home page",
                failure.failure().what());
        var onPage = retry.repeat(() -> pages.home()).channelData().map(reader::read);
        if (onPage.isPresent()) {
            return onPage.get();
        }
        throw failure;
    }

    private <T> Optional<T> fromSettings(@Nullable String channel, JsonReader<T> reader) {
        var url = requests.url("/api/settings").newBuilder();
        if (channel != null) {
            url.addQueryParameter("channel", channel);
        }
        var response = pages.get(url.build(), "application/json, */*");
        var data = classifier.parse(response.text()).path("tchannelData");
        return data.isObject() ? Optional.of(reader.read(data)) : Optional.empty();
    }

    private static boolean isFinal(PoeFailure failure) {
        return failure instanceof PoeFailure.Cancelled
                || failure instanceof PoeFailure.AuthExpired
                || failure instanceof PoeFailure.RateLimited;
    }
}
