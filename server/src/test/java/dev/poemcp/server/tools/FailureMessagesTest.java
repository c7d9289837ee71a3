package dev.poemcp.server.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.PoeFailure.Subject;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.Via;
import dev.poemcp.server.tools.api.ToolError;
import dev.poemcp.server.tools.api.ToolException;
import dev.poemcp.tool.ErrorCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class FailureMessagesTest {
    private static final Optional<Duration> TEN = Optional.of(Duration.ofMillis(9_500));

    static Stream<Arguments> failures() {
        return Stream.of(
                row(new PoeFailure.InvalidRequest("No."), ErrorCode.INVALID_ARGUMENT, false, "arguments"),
                row(new PoeFailure.NotConfigured("No.", "POE_P_B"), ErrorCode.NOT_CONFIGURED, false, "POE_P_B"),
                row(new PoeFailure.NotConfigured("No.", "POE_API_KEY"), ErrorCode.NOT_CONFIGURED, false, "POE_API_KEY"),
                row(new PoeFailure.NotConfigured("No.", "POE_FORMKEY"), ErrorCode.NOT_CONFIGURED, false, "POE_FORMKEY"),
                row(new PoeFailure.AuthExpired("No."), ErrorCode.AUTH_EXPIRED, false, "POE_P_B"),
                row(
                        new PoeFailure.AuthExpired("No.", Via.API, Spend.NONE),
                        ErrorCode.AUTH_EXPIRED,
                        false,
                        "new key at poe.com/api/keys, set POE_API_KEY"),
                row(new PoeFailure.FormkeyUnavailable("No."), ErrorCode.FORMKEY_UNAVAILABLE, false, "POE_FORMKEY"),
                row(
                        new PoeFailure.QueryOutdated("BotQuery", "abc"),
                        ErrorCode.QUERY_OUTDATED,
                        false,
                        "POE_SITE_PROFILE"),
                row(new PoeFailure.NotFound(Subject.BOT, "X"), ErrorCode.BOT_NOT_FOUND, false, "explore"),
                row(new PoeFailure.NotFound(Subject.USER, "X"), ErrorCode.USER_NOT_FOUND, false, "explore"),
                row(new PoeFailure.NotFound(Subject.CHAT, "X"), ErrorCode.CHAT_NOT_FOUND, false, "get_chat_history"),
                row(
                        new PoeFailure.NotFound(Subject.CHAT, "api-7k2m"),
                        ErrorCode.CHAT_NOT_FOUND,
                        false,
                        "POE_KEEP_CONVERSATIONS"),
                row(
                        new PoeFailure.NotFound(Subject.MESSAGE, "X"),
                        ErrorCode.MESSAGE_NOT_FOUND,
                        false,
                        "get_chat_messages"),
                row(
                        new PoeFailure.NotFound(Subject.CATEGORY, "X"),
                        ErrorCode.CATEGORY_NOT_FOUND,
                        false,
                        "get_available_categories"),
                row(new PoeFailure.NotFound(Subject.SHARE, "X"), ErrorCode.SHARE_NOT_FOUND, false, "poe.com/s/"),
                row(
                        new PoeFailure.InsufficientPoints("No."),
                        ErrorCode.INSUFFICIENT_POINTS,
                        false,
                        "get_points_balance"),
                row(new PoeFailure.RateLimited("No.", TEN), ErrorCode.RATE_LIMITED, true, "10 seconds"),
                row(new PoeFailure.RateLimited("No.", Optional.empty()), ErrorCode.RATE_LIMITED, true, "minute"),
                row(
                        new PoeFailure.MessageFailed("error_llm", "", true, Spend.POSSIBLE),
                        ErrorCode.MESSAGE_FAILED,
                        true,
                        "retry_message"),
                row(
                        new PoeFailure.MessageFailed("error_no_retry", "No.", false, Spend.NONE),
                        ErrorCode.MESSAGE_FAILED,
                        false,
                        "another bot"),
                row(PoeFailure.PointsLimit.unsent("Pricey", 500, 100), ErrorCode.POINTS_LIMIT, false, "max_points"),
                row(
                        new PoeFailure.PointsLimit("No.", Optional.of(100L), true),
                        ErrorCode.POINTS_LIMIT,
                        false,
                        "whatever max_points is"),
                row(new PoeFailure.Blocked("No.", Spend.NONE), ErrorCode.BLOCKED, false, "poe-mcp login"),
                row(
                        new PoeFailure.Blocked("No.", Spend.NONE),
                        ErrorCode.BLOCKED,
                        false,
                        "set POE_TRANSPORT to browser"),
                row(
                        new PoeFailure.Blocked("No.", Spend.NONE, true),
                        ErrorCode.BLOCKED,
                        false,
                        "run poe-mcp login again"),
                row(
                        new PoeFailure.NotConfigured("No profile.", "POE_TRANSPORT"),
                        ErrorCode.NOT_CONFIGURED,
                        false,
                        "run poe-mcp login, or set POE_TRANSPORT to direct, and restart"),
                row(new PoeFailure.Blocked("No.", Spend.POSSIBLE), ErrorCode.BLOCKED, false, "may have reached Poe"),
                row(
                        new PoeFailure.AuthExpired("No."),
                        ErrorCode.AUTH_EXPIRED,
                        false,
                        "with POE_TRANSPORT=browser, have them run poe-mcp login again"),
                row(
                        new PoeFailure.AuthExpired("No.", Spend.POSSIBLE),
                        ErrorCode.AUTH_EXPIRED,
                        false,
                        "may have reached Poe"),
                row(
                        new PoeFailure.FormkeyUnavailable("No.", Spend.POSSIBLE),
                        ErrorCode.FORMKEY_UNAVAILABLE,
                        false,
                        "may have reached Poe"),
                row(
                        new PoeFailure.QueryOutdated("SendMutation", "abc", Spend.POSSIBLE),
                        ErrorCode.QUERY_OUTDATED,
                        false,
                        "may have reached Poe"),
                row(
                        new PoeFailure.RateLimited("No.", TEN, Spend.POSSIBLE),
                        ErrorCode.RATE_LIMITED,
                        false,
                        "may have reached Poe"),
                row(new PoeFailure.MessageTooLong("No."), ErrorCode.MESSAGE_TOO_LONG, false, "Shorten"),
                row(new PoeFailure.FileRejected("x", "no."), ErrorCode.FILE_REJECTED, false, "nothing was sent"),
                row(new PoeFailure.TimedOut("No.", Spend.NONE), ErrorCode.TIMEOUT, true, "again"),
                row(new PoeFailure.TimedOut("No.", Spend.POSSIBLE), ErrorCode.TIMEOUT, false, "may have reached Poe"),
                row(new PoeFailure.Network("No.", Spend.NONE), ErrorCode.NETWORK, true, "HTTPS_PROXY"),
                row(new PoeFailure.Network("No.", Spend.POSSIBLE), ErrorCode.NETWORK, false, "may have reached Poe"),
                row(new PoeFailure.Unavailable(503, TEN, Spend.NONE), ErrorCode.UNAVAILABLE, true, "10 seconds"),
                row(
                        new PoeFailure.Unavailable(500, Optional.empty(), Spend.NONE),
                        ErrorCode.UNAVAILABLE,
                        true,
                        "minute"),
                row(
                        new PoeFailure.Unavailable(500, TEN, Spend.POSSIBLE),
                        ErrorCode.UNAVAILABLE,
                        false,
                        "may have reached Poe"),
                row(
                        new PoeFailure.UnexpectedResponse("No.", Spend.NONE),
                        ErrorCode.UNEXPECTED_RESPONSE,
                        false,
                        "browser"),
                row(new PoeFailure.Cancelled("No.", Spend.NONE), ErrorCode.TIMEOUT, false, "again"));
    }

    private static Arguments row(PoeFailure failure, ErrorCode code, boolean retryable, String nextStep) {
        return Arguments.of(failure, code, retryable, nextStep);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void everyFailure_saysWhatToDoNext(PoeFailure failure, ErrorCode code, boolean retryable, String nextStep) {
        ToolError error = FailureMessages.of(failure);

        assertEquals(code, error.code());
        assertEquals(retryable, error.retryable());
        assertEquals(failure.what(), error.what());
        assertEquals(failure.retryAfter(), error.retryAfter());
        assertTrue(error.nextStep().contains(nextStep), error::nextStep);
        assertTrue(error.nextStep().endsWith("."), error::nextStep);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void adviceToRetryTheMessage_isForRepeatableFailuresOnly(PoeFailure failure) {
        ToolError error = FailureMessages.of(failure);

        if (!failure.repeatable()) {
            assertFalse(error.nextStep().contains("retry"), error::nextStep);
            assertFalse(error.retryable());
        }
    }

    @Test
    void nothingConfigured_namesTheApiKeyFirst() {
        var step = FailureMessages.of(new PoeFailure.NotConfigured("No.", "POE_API_KEY"))
                .nextStep();

        assertTrue(step.indexOf("POE_API_KEY (make a key at poe.com/api/keys)") < step.indexOf("POE_P_B"), step);
        assertTrue(step.contains("p-b"), step);
    }

    @Test
    void failuresOnTheWayToPoe_nameDoctor() {
        Set<ErrorCode> withDoctor = failures()
                .map(row -> FailureMessages.of((PoeFailure) row.get()[0]))
                .filter(error -> error.nextStep().contains("poe-mcp doctor"))
                .map(ToolError::code)
                .collect(Collectors.toSet());

        assertEquals(
                Set.of(
                        ErrorCode.AUTH_EXPIRED,
                        ErrorCode.BLOCKED,
                        ErrorCode.FORMKEY_UNAVAILABLE,
                        ErrorCode.NETWORK,
                        ErrorCode.QUERY_OUTDATED,
                        ErrorCode.TIMEOUT,
                        ErrorCode.UNEXPECTED_RESPONSE),
                withDoctor);
    }

    @Test
    void failures_areAllTested() {
        Set<Class<?>> tested = failures().map(row -> row.get()[0].getClass()).collect(Collectors.toSet());

        assertEquals(Set.of(PoeFailure.class.getPermittedSubclasses()), tested);
    }

    @Test
    void toolException_isNotRetryable() {
        ToolError error = FailureMessages.of(new ToolException(ErrorCode.NOT_CONFIRMED, "Nothing was done.", "Ask."));

        assertEquals(
                new ToolError(ErrorCode.NOT_CONFIRMED, "Nothing was done.", "Ask.", false, Optional.empty()), error);
    }

    @Test
    void everyCode_hasItsWireName() {
        assertEquals("budget_exceeded", ErrorCode.BUDGET_EXCEEDED.wireName());
        assertFalse(Arrays.stream(ErrorCode.values())
                .anyMatch(code -> code.wireName().matches(".*[A-Z].*")));
    }
}
