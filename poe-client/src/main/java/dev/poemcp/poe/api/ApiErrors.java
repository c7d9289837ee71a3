package dev.poemcp.poe.api;

import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.Via;
import dev.poemcp.poe.http.NoResponseException;
import dev.poemcp.poe.http.RetryAfter;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** Says what a response that is not a success means. Source: docs/official-api.md, errors. */
final class ApiErrors {
    private static final int MAX_TEXT = 500;
    private static final Pattern UNKNOWN_BOT = Pattern.compile("\\b(?:bot|model)\\b.{0,120}\\bdoes not exist\\b");

    private final @Nullable Secret key;
    private final Clock clock;

    ApiErrors(@Nullable Secret key, Clock clock) {
        this.key = key;
        this.clock = clock;
    }

    /**
     * @param bot that the request was for; null if for none
     * @param spend whether the request can cost points if it was executed
     */
    PoeFailure ofResponse(int status, Headers headers, String body, @Nullable String bot, Spend spend) {
        Optional<Duration> retryAfter = RetryAfter.of(headers, clock);
        Optional<ApiError> error = ApiError.ofBody(status, body);
        if (error.isEmpty() && isReadable(status)) {
            // The status says it all, also with a proxy's page as body.
            error = Optional.of(new ApiError(status, null, null, null, ""));
        }
        String request = request(headers);
        return error.<PoeFailure>map(known -> of(known, retryAfter, request, bot, spend))
                .orElseGet(() -> new PoeFailure.UnexpectedResponse(
                        "Poe's API answered HTTP " + status + " with \"" + shorten(body) + "\"" + request + ".",
                        spend));
    }

    /**
     * An error that ended a reply.
     *
     * @param started whether a part of the reply came before it, which costs points
     */
    PoeFailure inReply(ApiError error, boolean repeatable, Headers headers, String bot, boolean started) {
        PoeFailure known = of(error, Optional.empty(), request(headers), bot, Spend.POSSIBLE);
        boolean isOpen = known instanceof PoeFailure.UnexpectedResponse || error.status() == 403;
        if (isOpen || (started && known.spend() == Spend.NONE)) {
            return new PoeFailure.MessageFailed(
                    error.name(), shorten(error.message()) + request(headers), repeatable, Spend.POSSIBLE);
        }
        return known;
    }

    PoeFailure noResponse(NoResponseException problem, Spend spend) {
        Spend spent = problem.mayHaveArrived() ? spend : Spend.NONE;
        String what = "Poe's API: " + shorten(String.valueOf(problem.getMessage()));
        return switch (problem.why()) {
            case NETWORK -> new PoeFailure.Network(what, spent);
            case TIMEOUT -> new PoeFailure.TimedOut(what, spent);
            case CANCELLED -> new PoeFailure.Cancelled(what, spent);
            case TOO_LONG -> new PoeFailure.UnexpectedResponse(what, spent);
        };
    }

    /** Part of a foreign text, without the key. */
    String shorten(String text) {
        String clean = key == null ? text : text.replace(key.reveal(), "***");
        String line = clean.strip();
        return line.length() <= MAX_TEXT ? line : line.substring(0, MAX_TEXT) + "…";
    }

    private static boolean isReadable(int status) {
        return status == 401 || status == 402 || status == 408 || status == 413 || status == 429 || status >= 500;
    }

    private PoeFailure of(
            ApiError error, Optional<Duration> retryAfter, String request, @Nullable String bot, Spend spend) {
        String said = said(error, request);
        if (error.is("subscription_required")) {
            return new PoeFailure.MessageFailed("subscription_required", said, false, Spend.NONE);
        }
        if (bot != null && isUnknownBot(error)) {
            return new PoeFailure.NotFound(PoeFailure.Subject.BOT, bot);
        }
        return switch (error.status()) {
            case 400 -> new PoeFailure.InvalidRequest("Poe's API refused the request: " + said);
            case 401 ->
                new PoeFailure.AuthExpired(
                        "Poe's API does not accept the key; make a new one at poe.com/api/keys. It said: " + said,
                        Via.API,
                        Spend.NONE);
            case 402 -> new PoeFailure.InsufficientPoints("The key's owner has too few points: " + said);
            case 403 -> new PoeFailure.MessageFailed("moderation_error", said, false, Spend.NONE);
            case 408 -> new PoeFailure.TimedOut("The model did not start to answer in time: " + said, Spend.NONE);
            case 413 -> new PoeFailure.MessageTooLong("The message is too long for the model: " + said);
            case 429 -> new PoeFailure.RateLimited("Poe's API wants fewer requests: " + said, retryAfter);
            // Poe's own word for a request that it did not take on; a 503 may come from a proxy behind which it runs.
            case 529 -> new PoeFailure.Unavailable(error.status(), retryAfter, Spend.NONE);
            default ->
                error.status() >= 500
                        ? new PoeFailure.Unavailable(error.status(), retryAfter, spend)
                        : new PoeFailure.UnexpectedResponse(
                                "Poe's API answered HTTP " + error.status() + ": " + said, spend);
        };
    }

    private static boolean isUnknownBot(ApiError error) {
        String message = error.message().toLowerCase(Locale.ROOT);
        return error.is("model_not_found")
                || error.status() == 404
                || UNKNOWN_BOT.matcher(message).find()
                || message.contains("cannot access private bot");
    }

    private String said(ApiError error, String request) {
        String message = shorten(error.message());
        return (message.isEmpty() ? "(no reason given)" : message) + request;
    }

    /** What Poe's support needs to find the request. */
    private String request(Headers headers) {
        String id = headers.get("x-request-id");
        return id == null ? "" : " (request " + shorten(id) + ")";
    }
}
