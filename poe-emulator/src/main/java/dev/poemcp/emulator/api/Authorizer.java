package dev.poemcp.emulator.api;

import dev.poemcp.emulator.control.ApiBehavior;
import dev.poemcp.emulator.control.ApiKeys;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** Checks keys and counts their requests in each minute (docs/official-api.md §2.2, §13). */
final class Authorizer {
    private final ApiKeys keys;
    private final ApiBehavior behavior;
    private final Clock clock;
    private final Map<String, Integer> counts = new HashMap<>();
    private long minute;

    Authorizer(ApiKeys keys, ApiBehavior behavior, Clock clock) {
        this.keys = keys;
        this.behavior = behavior;
        this.clock = clock;
    }

    /**
     * The name of the key in {@code Authorization: Bearer …}.
     *
     * @throws ApiException 401 or 429
     */
    String bearer(Request request, ApiExchange exchange) {
        var header = header(request);
        return name(header.startsWith("Bearer ") ? header.substring("Bearer ".length()) : "", exchange);
    }

    /** The name of the key that is the whole header, as uploads have it. */
    String bare(Request request, ApiExchange exchange) {
        return name(header(request), exchange);
    }

    private String name(String key, ApiExchange exchange) {
        var name = keys.nameOf(key).orElseThrow(() -> new ApiException(ApiError.invalidKey(behavior)));
        count(key, exchange);
        return name;
    }

    private synchronized void count(String key, ApiExchange exchange) {
        var now = clock.instant().getEpochSecond();
        if (now / 60 != minute) {
            minute = now / 60;
            counts.clear();
        }
        var limit = behavior.requestsPerMinute();
        var count = counts.merge(key, 1, Integer::sum);
        var reset = Long.toString(60 - now % 60);
        if (behavior.rateHeaders()) {
            exchange.header("x-ratelimit-limit-requests", Integer.toString(limit));
            exchange.header("x-ratelimit-remaining-requests", Integer.toString(Math.max(0, limit - count)));
            exchange.header("x-ratelimit-reset-requests", reset);
        }
        if (count > limit) {
            exchange.header("Retry-After", reset);
            throw new ApiException(ApiError.rateLimited("Rate limit of " + limit + " requests per minute reached."));
        }
    }

    private static String header(Request request) {
        var header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        return header == null ? "" : header;
    }
}
