package dev.poemcp.poe.site.session;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Upload;
import dev.poemcp.poe.site.config.SiteLimits;
import dev.poemcp.poe.site.json.JsonReader;
import dev.poemcp.poe.site.negotiation.SubscriptionRanking;
import dev.poemcp.poe.site.page.SitePage;
import dev.poemcp.poe.site.profile.Operation;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import okhttp3.Headers;
import okhttp3.WebSocket;
import org.jspecify.annotations.Nullable;

/**
 * The web site for one signed-in account: requests by {@link Operation}, signed and encoded for the site's current
 * build. Thread-safe.
 */
public interface Site {
    /**
     * Sends a request and waits for the response; repeats idempotent operations after transient failures.
     *
     * @param values values for the templates of the profile, by the names in {@link Operation}
     * @param reader gets the response's {@code data}, an object, and interprets nulls inside it
     * @throws PoeException also after an interrupt, which ends the exchange ({@link PoeFailure.Cancelled})
     */
    <T> T ask(Operation operation, Map<String, ?> values, JsonReader<T> reader);

    /** The same for a response that needs no reading. */
    default void ask(Operation operation, Map<String, ?> values) {
        var unused = ask(operation, values, data -> true);
    }

    /**
     * Asks for a page of a list.
     *
     * @param cursor null for the first page
     */
    default <T> T askPage(
            Operation operation, Map<String, ?> values, int count, @Nullable String cursor, JsonReader<T> reader) {
        Map<String, Object> complete = new HashMap<>(values);
        complete.put("count", count);
        complete.put("cursor", cursor);
        return ask(operation, complete, reader);
    }

    /**
     * Sends a request without waiting, for operations that must not be abandoned once sent: the exchange runs to its
     * end or its time limit even if the caller cancels, unless the returned future is done before the request is sent.
     *
     * @param files with {@link Operation#SEND_MESSAGE} only; sent in the upload form of the current build
     * @return what the reader made of the response's {@code data}, or completes with {@link PoeException}; with
     *     {@link NotCarriedOutException} if the site did not execute it and another request may succeed
     * @throws PoeException for failures before anything was sent, also an interrupt
     */
    <T> CompletableFuture<T> start(
            Operation operation, Map<String, ?> values, List<Upload> files, JsonReader<T> reader);

    /**
     * Starts to load what the first message will need and does not have yet, without waiting for it.
     *
     * @throws PoeException {@link PoeFailure.NotConfigured}
     */
    void prepare();

    /**
     * {@code GET /api/settings}, or the same data from the home page if that has it and is loaded anyway.
     *
     * @param channel the channel to keep; null for a new one
     * @param reader gets the {@code tchannelData} object
     */
    <T> T channelSettings(@Nullable String channel, JsonReader<T> reader);

    /** Sets the channel that later requests name, which ties subscriptions to it. */
    void useChannel(String channel);

    /** Sets of subscriptions that the current build may know; one wrong hash invalidates its set. */
    SubscriptionRanking subscriptions();

    /**
     * A page as a browser gets it; empty if there is none (404).
     *
     * @param path for example {@code /s/abc}
     * @throws PoeException for any other response, for example a challenge or the login page
     */
    Optional<SitePage> page(String path);

    URI baseUrl();

    /** Headers of a browser on the site (user agent, origin), without any credential. */
    Headers browserHeaders();

    /**
     * For the realtime socket.
     *
     * @param maxMessageBytes a longer message fails its socket
     */
    WebSocket.Factory webSockets(int maxMessageBytes);

    /** Runs blocking work, on virtual threads if the JVM has them. When full: {@code RejectedExecutionException}. */
    Executor workers();

    /** One thread for time limits; its tasks must not block. */
    ScheduledExecutorService scheduler();

    Clock clock();

    SiteLimits limits();
}
