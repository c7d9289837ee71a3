package dev.poemcp.poe.site.session;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.site.graphql.GraphqlRequestBuilder;
import dev.poemcp.poe.site.graphql.ReadRetry;
import dev.poemcp.poe.site.graphql.ResponseClassifier;
import dev.poemcp.poe.site.json.JsonReader;
import dev.poemcp.poe.site.negotiation.ChannelSource;
import dev.poemcp.poe.site.page.HomePage;
import dev.poemcp.poe.site.page.SitePage;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks up the realtime channel: in the home page if that is loaded anyway, in the settings that the site's own client
 * reads, or in a home page that is loaded for it. Source: docs/poe-protocol.md §5.1.
 */
final class ChannelLookup {
    private static final Logger log = LoggerFactory.getLogger(ChannelLookup.class);

    private final GraphqlRequestBuilder requests;
    private final SitePages pages;
    private final HomePage homePage;
    private final ChannelSource source;
    private final ResponseClassifier classifier;
    private final ReadRetry retry;
    /** Each page names a channel of its own, so it serves one lookup. */
    private final AtomicReference<@Nullable SitePage> used = new AtomicReference<>();

    ChannelLookup(
            GraphqlRequestBuilder requests,
            SitePages pages,
            HomePage homePage,
            ChannelSource source,
            ResponseClassifier classifier,
            ReadRetry retry) {
        this.requests = requests;
        this.pages = pages;
        this.homePage = homePage;
        this.source = source;
        this.classifier = classifier;
        this.retry = retry;
    }

    /**
     * @param channel the channel to keep; null for a new one
     * @param reader gets the {@code tchannelData} object
     */
    <T> T settings(@Nullable String channel, JsonReader<T> reader) {
        // Unless pages are known to name the channel, it is asked for while the page loads.
        if (channel == null && source.isPage() && homePage.isAtHand()) {
            var inPage = fromPage(homePage.get(), reader);
            if (inPage.isPresent()) {
                return inPage.get();
            }
        }
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
        var page = homePage.get();
        var onPage = fromPage(page == used.get() ? homePage.reload() : page, reader);
        if (onPage.isPresent()) {
            return onPage.get();
        }
        throw failure;
    }

    private <T> Optional<T> fromPage(SitePage page, JsonReader<T> reader) {
        return used.getAndSet(page) == page
                ? Optional.empty()
                : page.channelData().map(reader::read);
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
