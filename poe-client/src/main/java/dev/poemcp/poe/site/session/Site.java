package dev.poemcp.poe.site.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Upload;
import dev.poemcp.poe.site.config.SiteLimits;
import dev.poemcp.poe.site.negotiation.SubscriptionRanking;
import dev.poemcp.poe.site.page.SitePage;
import dev.poemcp.poe.site.profile.Operation;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The web site as one signed-in account sees it: what is asked by {@link Operation}, travels signed, in the form of the
 * site's present build. Safe for use by many threads.
 */
public interface Site {
    /**
     * Asks and waits; what changes nothing, or the same each time, is repeated a little when the site
     * stumbles.
     *
     * @param values what the templates of the profile are filled from, by the names in {@link Operation}
     * @return the answer's {@code data}, an object. What a null inside it means is the asker's to say
     * @throws PoeException an interrupt among the reasons, which ends the exchange ({@link PoeFailure.Cancelled})
     */
    JsonNode ask(Operation operation, Map<String, ?> values);

    /**
     * Asks without waiting, for what must not be abandoned once it is on its way: the exchange goes on to its end or its
     * time limit whatever becomes of the caller, unless the returned future is done before the request has left.
     *
     * @param files go with {@link Operation#SEND_MESSAGE} only; they travel as the present build wants them
     * @return the answer's {@code data}, or completes with {@link PoeException}; with {@link NotCarriedOutException} when
     *     the site did not carry it out and another request may fare better
     * @throws PoeException for what went wrong, an interrupt included, before anything was sent
     */
    CompletableFuture<JsonNode> start(Operation operation, Map<String, ?> values, List<Upload> files);

    /**
     * {@code GET /api/settings}, or what the home page says where that has none.
     *
     * @param channel the channel we want to keep; null for a new one
     * @return the {@code tchannelData} object, unread
     */
    JsonNode channelSettings(@Nullable String channel);

    /** From now on every question carries this channel's name, which ties subscriptions to it. */
    void useChannel(String channel);

    /** Sets of subscriptions that the present build may know; one wrong hash spoils the set it is in. */
    SubscriptionRanking subscriptions();

    /**
     * A page as a browser gets it; empty when there is none (404).
     *
     * @param path for example {@code /s/abc}
     * @throws PoeException when something else comes, a challenge or the login page among it
     */
    Optional<SitePage> page(String path);

    URI baseUrl();

    /** Headers of a browser on the site (user agent, origin), without any credential. */
    Headers browserHeaders();

    /** For the realtime socket; shares connections, name resolution and proxy with everything else. */
    OkHttpClient http();

    /** Runs blocking work: virtual threads where the JVM has them. Full: {@code RejectedExecutionException}. */
    Executor workers();

    /** One thread for time limits; what it runs must not block. */
    ScheduledExecutorService scheduler();

    Clock clock();

    SiteLimits limits();
}
