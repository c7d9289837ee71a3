package dev.poemcp.poe.site.graphql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.Secret;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.http.HttpResult;
import dev.poemcp.poe.site.config.AccountCredentials;
import dev.poemcp.poe.site.profile.Operation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import okhttp3.Headers;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Classification of raw responses. */
class ResponseClassifierTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-08-18T09:30:00Z"), ZoneOffset.UTC);
    private static final String SECRET = "verysecretcookie%3D%3D";

    private final ResponseClassifier classifier = new ResponseClassifier(
            new Redaction(new AccountCredentials(new Secret(SECRET), null, new Secret("deadbeefdeadbeef"))),
            CLOCK,
            false);

    /** A response, its classification, and the spend for a sent message and for a read. */
    private enum RawResponse {
        GOOD(200, "", "{\"data\":{\"viewer\":null}}", "Data", Spend.NONE, Spend.NONE),
        WITH_SUCCESS(200, "", "{\"data\":{},\"success\":true}", "Data", Spend.NONE, Spend.NONE),
        PARTIAL(
                200,
                "",
                "{\"data\":{\"a\":1},\"errors\":[{\"message\":\"Server Error\"}]}",
                "Data",
                Spend.NONE,
                Spend.NONE),
        SERVER_ERROR(
                200,
                "",
                "{\"data\":null,\"errors\":[{\"message\":\"Server Error\"}]}",
                "ServerError",
                Spend.NONE,
                Spend.NONE),
        UNKNOWN(
                200,
                "",
                "{\"data\":null,\"errors\":[{\"message\":\"x PersistedQueryNotFound\"}]}",
                "UnknownQuery",
                Spend.NONE,
                Spend.NONE),
        NOT_SUCCESS(200, "", "{\"success\":false,\"message\":\"Bad Request\"}", "Refused", Spend.NONE, Spend.NONE),
        STALE_KEY(200, "", "{\"success\":false,\"message\":\"Invalid form key\"}", "Refused", Spend.NONE, Spend.NONE),
        OTHER_ERROR(
                200,
                "",
                "{\"data\":null,\"errors\":[{\"message\":\"Odd\"}]}",
                "UnexpectedResponse",
                Spend.POSSIBLE,
                Spend.NONE),
        NO_ERRORS(200, "", "{\"data\":null,\"errors\":[]}", "UnexpectedResponse", Spend.POSSIBLE, Spend.NONE),
        NO_MESSAGE(200, "", "{\"data\":null,\"errors\":[{}]}", "UnexpectedResponse", Spend.POSSIBLE, Spend.NONE),
        ODD_ERRORS(200, "", "{\"errors\":\"no\"}", "UnexpectedResponse", Spend.POSSIBLE, Spend.NONE),
        NOT_AN_OBJECT(200, "", "[1]", "UnexpectedResponse", Spend.POSSIBLE, Spend.NONE),
        TEXT_DATA(200, "", "{\"data\":\"yes\"}", "UnexpectedResponse", Spend.POSSIBLE, Spend.NONE),
        EMPTY(200, "", "", "UnexpectedResponse", Spend.POSSIBLE, Spend.NONE),
        TRUNCATED(200, "", "{\"data\":{\"viewer\":{\"ui", "UnexpectedResponse", Spend.POSSIBLE, Spend.NONE),
        HTML(200, "", "<!doctype html><p>Back soon", "UnexpectedResponse", Spend.POSSIBLE, Spend.NONE),
        PAGE_WITH_CHALLENGE_WORDS(
                200, "", "<title>A chat</title><p>Just a moment...", "UnexpectedResponse", Spend.POSSIBLE, Spend.NONE),
        NULL_BESIDE_ERRORS(
                200,
                "",
                "{\"data\":{\"bot\":null},\"errors\":[{\"message\":\"Server Error\"}]}",
                "ServerError",
                Spend.NONE,
                Spend.NONE),
        GATE_WORDS_IN_AN_ERROR(
                200,
                "",
                "{\"data\":null,\"errors\":[{\"message\":\"bad request: csrf\"}]}",
                "UnexpectedResponse",
                Spend.POSSIBLE,
                Spend.NONE),
        CHALLENGE(
                403,
                "cf-mitigated: challenge",
                "<title>Just a moment...</title>",
                "Blocked",
                Spend.POSSIBLE,
                Spend.NONE),
        CHALLENGE_WITHOUT_ITS_TITLE(403, "cf-mitigated: challenge", "<p>Wait", "Blocked", Spend.POSSIBLE, Spend.NONE),
        CHALLENGE_AS_503(503, "", "<title>Just a moment...</title>", "Blocked", Spend.POSSIBLE, Spend.NONE),
        FORBIDDEN(403, "", "no", "Refused", Spend.NONE, Spend.NONE),
        LOGIN(307, "Location: https://poe.com/login?redirect_url=%2F", "", "AuthExpired", Spend.POSSIBLE, Spend.NONE),
        ELSEWHERE(302, "Location: /maintenance", "", "UnexpectedResponse", Spend.POSSIBLE, Spend.NONE),
        NOWHERE(301, "", "", "UnexpectedResponse", Spend.POSSIBLE, Spend.NONE),
        SIGNED_OUT(401, "", "", "Refused", Spend.NONE, Spend.NONE),
        UNAUTHORIZED(
                200, "", "{\"errors\":[{\"message\":\"Unauthorized\"}]}", "AuthExpired", Spend.POSSIBLE, Spend.NONE),
        BAD_REQUEST(400, "", "", "Refused", Spend.NONE, Spend.NONE),
        MISSING(404, "", "<p>no", "UnexpectedResponse", Spend.POSSIBLE, Spend.NONE),
        TOO_LARGE(413, "", "", "UnexpectedResponse", Spend.POSSIBLE, Spend.NONE),
        THROTTLED(429, "Retry-After: 7", "<p>slow", "RateLimited", Spend.POSSIBLE, Spend.NONE),
        BROKEN(500, "", "<p>oops", "Unavailable", Spend.POSSIBLE, Spend.NONE),
        GATEWAY(502, "", "", "Unavailable", Spend.POSSIBLE, Spend.NONE);

        private final int status;
        private final String header;
        private final String body;
        private final String expected;
        private final Spend sent;
        private final Spend read;

        RawResponse(int status, String header, String body, String expected, Spend sent, Spend read) {
            this.status = status;
            this.header = header;
            this.body = body;
            this.expected = expected;
            this.sent = sent;
            this.read = read;
        }

        HttpResult result() {
            var headers = new Headers.Builder();
            if (!header.isEmpty()) {
                headers.add(header);
            }
            return new HttpResult(status, headers.build(), ByteString.encodeUtf8(body));
        }
    }

    @ParameterizedTest
    @EnumSource(RawResponse.class)
    void response_isClassified(RawResponse raw) {
        var sent = classifier.classify(Operation.SEND_MESSAGE, raw.result());
        var read = classifier.classify(Operation.CHAT_PAGE, raw.result());

        assertEquals(raw.expected, nameOf(sent));
        assertEquals(raw.expected, nameOf(read));
        assertEquals(raw.sent, spendOf(sent));
        assertEquals(raw.read, spendOf(read));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7                             | PT7S",
                " 0                            | PT0S",
                "Tue, 18 Aug 2026 09:30:42 GMT | PT42S",
                "Tue, 18 Aug 2026 09:29:00 GMT | PT0S",
                "-5                            |",
                "soon                          |",
                "99999999999999999999          |"
            })
    void retryAfter_isParsedAsSecondsOrDate(String header, @Nullable Duration wait) {
        var headers = new Headers.Builder().add("Retry-After", header).build();

        var outcome = classifier.classify(Operation.CHAT_PAGE, new HttpResult(429, headers, ByteString.EMPTY));

        var failure = assertInstanceOf(ExchangeOutcome.Failed.class, outcome).failure();
        assertEquals(Optional.ofNullable(wait), failure.retryAfter());
    }

    @Test
    void echoedCredentials_areRedacted() {
        var body = "{\"errors\":[{\"message\":\"odd cookie " + SECRET + " and key deadbeefdeadbeef\"}]}";

        var response = new HttpResult(200, Headers.of(), ByteString.encodeUtf8(body));
        var outcome = classifier.classify(Operation.CHAT_PAGE, response);

        var what = assertInstanceOf(ExchangeOutcome.Failed.class, outcome)
                .failure()
                .what();
        assertFalse(what.contains("verysecret") || what.contains("deadbeef"), what);
        assertTrue(what.contains("***"), what);
    }

    @Test
    void longError_isCut() {
        var body = "{\"errors\":[{\"message\":\"" + "x".repeat(5000) + "\"}]}";

        var response = new HttpResult(200, Headers.of(), ByteString.encodeUtf8(body));
        var outcome = classifier.classify(Operation.CHAT_PAGE, response);

        assertTrue(assertInstanceOf(ExchangeOutcome.Failed.class, outcome)
                        .failure()
                        .what()
                        .length()
                < 500);
    }

    private static String nameOf(ExchangeOutcome outcome) {
        return outcome instanceof ExchangeOutcome.Failed failed
                ? failed.failure().getClass().getSimpleName()
                : outcome.getClass().getSimpleName();
    }

    private static Spend spendOf(ExchangeOutcome outcome) {
        return outcome instanceof ExchangeOutcome.Failed failed
                ? failed.failure().spend()
                : Spend.NONE;
    }
}
