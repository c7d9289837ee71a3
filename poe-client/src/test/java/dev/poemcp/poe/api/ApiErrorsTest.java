package dev.poemcp.poe.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.Via;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiErrorsTest {
    private static final String KEY = "sk-poe-SECRET";

    private final ApiErrors errors = new ApiErrors(new Secret(KEY), Clock.systemUTC());

    @ParameterizedTest
    @CsvSource({
        "400, invalid_request_error, model_not_found, NotFound, NONE",
        "400, invalid_request_error, invalid_parameter, InvalidRequest, NONE",
        "400, invalid_request_error, missing_parameter, InvalidRequest, NONE",
        "400, invalid_request_error, unsupported_feature_for_model, InvalidRequest, NONE",
        "400, invalid_request_error, , InvalidRequest, NONE",
        "401, authentication_error, invalid_api_key, AuthExpired, NONE",
        "401, invalid_request_error, , AuthExpired, NONE",
        "402, insufficient_credits, , InsufficientPoints, NONE",
        "402, insufficient_quota, , InsufficientPoints, NONE",
        "402, , insufficient_points, InsufficientPoints, NONE",
        "402, subscription_required, , MessageFailed, NONE",
        "403, , subscription_required, MessageFailed, NONE",
        "403, moderation_error, , MessageFailed, NONE",
        "404, not_found_error, , NotFound, NONE",
        "408, timeout_error, , TimedOut, NONE",
        "413, request_too_large, , MessageTooLong, NONE",
        "429, rate_limit_error, rate_limit_exceeded, RateLimited, NONE",
        "500, provider_error, , Unavailable, POSSIBLE",
        "502, upstream_error, , Unavailable, POSSIBLE",
        "503, , , Unavailable, POSSIBLE",
        "529, overloaded_error, , Unavailable, NONE",
        "418, teapot, , UnexpectedResponse, POSSIBLE"
    })
    void errorOfMessage_isClassified(
            int status, @Nullable String type, @Nullable String code, String expected, Spend spend) {
        var body = "{\"error\":{\"message\":\"why\",\"type\":" + json(type) + ",\"code\":" + json(code) + "}}";

        var failure = errors.ofResponse(status, Headers.EMPTY, body, "Haiku", Spend.POSSIBLE);

        assertEquals(expected, failure.getClass().getSimpleName());
        assertEquals(spend, failure.spend());
    }

    @Test
    void numericCode_isReadLikeText() {
        var failure = errors.ofResponse(
                401, Headers.EMPTY, "{\"error\":{\"message\":\"no\",\"code\":401}}", null, Spend.NONE);

        assertEquals(
                Via.API, assertInstanceOf(PoeFailure.AuthExpired.class, failure).via());
        assertTrue(failure.what().contains("poe.com/api/keys"), failure.what());
    }

    @Test
    void retryAfter_isPassedOn() {
        var failure = errors.ofResponse(429, Headers.of("Retry-After", "7"), "", "Haiku", Spend.POSSIBLE);

        assertEquals(Optional.of(Duration.ofSeconds(7)), failure.retryAfter());
    }

    @Test
    void keyInText_isReplaced_andRequestIdKept() {
        var body = "{\"error\":{\"message\":\"bad value in " + KEY + "\",\"type\":\"invalid_request_error\"}}";

        var failure = errors.ofResponse(400, Headers.of("x-request-id", "req_poe_1"), body, null, Spend.NONE);

        assertEquals("Poe's API refused the request: bad value in *** (request req_poe_1)", failure.what());
    }

    @Test
    void unreadableBody_isShownShortenedWithoutKey() {
        var failure =
                errors.ofResponse(404, Headers.EMPTY, "<html>" + KEY + "x".repeat(5_000), "Haiku", Spend.POSSIBLE);

        assertInstanceOf(PoeFailure.UnexpectedResponse.class, failure);
        assertTrue(failure.what().contains("HTTP 404") && failure.what().length() < 600, failure.what());
        assertFalse(failure.what().contains(KEY), failure.what());
    }

    @Test
    void notFoundWithoutBot_isUnexpected() {
        var failure = errors.ofResponse(
                404, Headers.EMPTY, "{\"error\":{\"message\":\"x\",\"type\":\"not_found_error\"}}", null, Spend.NONE);

        assertInstanceOf(PoeFailure.UnexpectedResponse.class, failure);
    }

    @ParameterizedTest
    @CsvSource({
        "insufficient_credits, false, InsufficientPoints, NONE",
        "insufficient_credits, true, MessageFailed, POSSIBLE",
        "moderation_error, false, MessageFailed, POSSIBLE",
        "provider_error, true, Unavailable, POSSIBLE",
        "overloaded_error, true, MessageFailed, POSSIBLE",
        "unheard_of, false, MessageFailed, POSSIBLE"
    })
    void errorInReply_mayHaveCostPointsOnceItHasStarted(String type, boolean started, String expected, Spend spend)
            throws Exception {
        var error = new ObjectMapper().readTree("{\"message\":\"why\",\"type\":\"" + type + "\"}");

        var failure = errors.inReply(ApiError.inStream(error), false, Headers.EMPTY, "Haiku", started);

        assertEquals(expected, failure.getClass().getSimpleName());
        assertEquals(spend, failure.spend());
    }

    private static String json(@Nullable String text) {
        return text == null ? "null" : "\"" + text + "\"";
    }
}
