package dev.poemcp.poe.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.poe.Lazy;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.http.ConnectionSettings;
import dev.poemcp.poe.http.Http;
import dev.poemcp.poe.http.HttpResult;
import dev.poemcp.poe.http.NoResponseException;
import dev.poemcp.poe.http.OneShotBody;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests to the official API. The key goes into a header, never into a log, an error or a URL. */
final class ApiHttp implements AutoCloseable {
    static final MediaType JSON_TYPE = MediaType.get("application/json");
    private static final Logger log = LoggerFactory.getLogger(ApiHttp.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_REQUESTS = 2_048;
    private static final Duration HTTP_PING = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final ApiConfig config;
    private final HttpUrl base;
    private final ApiErrors errors;
    private final Http http;
    private final Lazy<OkHttpClient> replies = new Lazy<>(this::createForReplies);

    ApiHttp(ApiConfig config, Clock clock) {
        this.config = config;
        this.base = HttpUrl.get(config.baseUrl().toString());
        this.errors = new ApiErrors(config.key(), clock);
        ApiLimits limits = config.limits();
        // No cookies: those of Poe's proxy must not tie these requests to the account's.
        this.http = new Http(new ConnectionSettings(
                config.proxy(), limits.connect(), HTTP_PING, CookieJar.NO_COOKIES, MAX_REQUESTS));
    }

    ApiErrors errors() {
        return errors;
    }

    ApiLimits limits() {
        return config.limits();
    }

    /** For replies, which take long; shares connections and threads with the rest. */
    OkHttpClient replies() {
        return replies.get();
    }

    private OkHttpClient createForReplies() {
        return http.client()
                .newBuilder()
                .readTimeout(config.limits().idle())
                .callTimeout(config.limits().reply())
                .build();
    }

    /** @param path e.g. {@code /v1/models}, encoded */
    HttpUrl.Builder url(String path) {
        return base.newBuilder().addEncodedPathSegments(path.substring(1));
    }

    /** A request with the key. */
    Request.Builder authorized(HttpUrl url) {
        return new Request.Builder().url(url).header("Authorization", "Bearer " + key().reveal());
    }

    /** @throws PoeException {@link PoeFailure.NotConfigured} if it is missing or cannot be a key */
    Secret key() {
        Secret key = config.key();
        if (key == null || key.reveal().isBlank()) {
            throw notConfigured("No key of Poe's official API is configured; make one at poe.com/api/keys.");
        }
        if (!key.reveal().chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            // OkHttp would refuse it, too, with an exception of its own.
            throw notConfigured("The key of Poe's official API has spaces or other odd characters. Copy it again.");
        }
        return key;
    }

    /** Reads with the key; repeats once after a broken connection or a 5xx. */
    JsonNode read(HttpUrl url) {
        return readTwice(authorized(url).build());
    }

    /** The same without the key. */
    JsonNode readPublic(HttpUrl url) {
        return readTwice(new Request.Builder().url(url).build());
    }

    /** Sends once, for requests that cost no points. */
    JsonNode send(Request request, Duration limit) {
        HttpResult result = sendFor2xx(request, limit);
        try {
            JsonNode node = JSON.readTree(result.text());
            if (node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException notJson) {
            log.debug("Not JSON: {}", notJson.getOriginalMessage());
        }
        throw new PoeException(new PoeFailure.UnexpectedResponse(
                "Poe's API answered " + request.url().encodedPath() + " with \"" + errors.shorten(result.text())
                        + "\".",
                Spend.NONE));
    }

    /** Likewise, for a body that no error may quote. */
    HttpResult sendFor2xx(Request request, Duration limit) {
        HttpResult result = exchange(request, limit);
        if (result.status() / 100 != 2) {
            throw new PoeException(
                    errors.ofResponse(result.status(), result.headers(), result.text(), null, Spend.NONE));
        }
        return result;
    }

    HttpResult exchange(Request request, Duration limit) {
        try {
            HttpResult result = http.exchange(request, limit);
            log.debug("{} {}: {}", request.method(), request.url().encodedPath(), result);
            return result;
        } catch (NoResponseException problem) {
            throw new PoeException(errors.noResponse(problem, Spend.NONE), problem);
        }
    }

    static OneShotBody json(@Nullable JsonNode body) {
        try {
            return new OneShotBody(body == null ? new byte[0] : JSON.writeValueAsBytes(body), JSON_TYPE);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A JSON tree can always be written", impossible);
        }
    }

    @Override
    public void close() {
        http.close();
    }

    private JsonNode readTwice(Request request) {
        try {
            return send(request, config.limits().read());
        } catch (PoeException failed) {
            if (!isTransient(failed.failure())) {
                throw failed;
            }
            log.debug("Reading once more: {}", failed.failure().what());
            pause(failed);
            return send(request, config.limits().read());
        }
    }

    /** A pause that Poe asks for is left to the caller. */
    private static boolean isTransient(PoeFailure failure) {
        return (failure instanceof PoeFailure.Network || failure instanceof PoeFailure.Unavailable)
                && failure.retryAfter().filter(pause -> !pause.isZero()).isEmpty();
    }

    private static void pause(PoeException failed) {
        try {
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            PoeException cancelled = new PoeException(
                    new PoeFailure.Cancelled("The wait before asking again was interrupted.", Spend.NONE), interrupted);
            cancelled.addSuppressed(failed);
            throw cancelled;
        }
    }

    private static PoeException notConfigured(String what) {
        return new PoeException(new PoeFailure.NotConfigured(what, "POE_API_KEY"));
    }
}
