package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.ApiBehavior.Answers;
import dev.poemcp.emulator.control.ApiBehavior.BotAccess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Failures of messages by an API key: what the host is told, and that no message is sent twice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(ServerExtension.class)
final class ApiKeyIT {
    private static final String PIECE = "x".repeat(99) + " ";

    /** One bot for each endpoint. */
    private static final String COMMUNITY_BOT = "Teller";

    private static final String CHAT_MODEL = "Gemini-2.5-Flash";
    private static final String RESPONSES_MODEL = "Grok-4";
    private static final Pattern CODE = Pattern.compile("api-[a-z0-9]+");
    private static final List<String> OPERATIONS = List.of("apiBotQuery", "apiChatCompletions", "apiResponses");

    private final PoeEmulator poe;
    private final HostSession host;

    ApiKeyIT(PoeEmulator poe, Servers servers) {
        this.poe = poe;
        host = servers.stdio(Launch.withKey(poe));
        // The catalogue is read once, so that the settings below affect questions only.
        host.call("list_models", "count", 1).assertOk();
    }

    @BeforeEach
    void reset() {
        poe.api().answers(Answers.SCRIPTED);
        poe.api().transfer().cutNothing();
        poe.api().transfer().withoutEnd(false);
        poe.ledger().setBalance(1_000_000);
        for (String bot : bots().toList()) {
            poe.bot(bot).says(Stream.generate(() -> PIECE).limit(20).toArray(String[]::new));
        }
        poe.requests().clear();
    }

    static Stream<String> bots() {
        return Stream.of(COMMUNITY_BOT, CHAT_MODEL, RESPONSES_MODEL);
    }

    @ParameterizedTest
    @MethodSource("bots")
    void brokenStream_saysThatTheReplyIsIncompleteAndAsksOnce(String bot) {
        poe.api().transfer().cutAt(2_500);

        var outcome = send(bot).assertError("network");
        String code = CODE.matcher(outcome.text())
                .results()
                .map(MatchResult::group)
                .findFirst()
                .orElse("");
        var read = host.call("get_reply", "chat_code", code).structured();

        assertTrue(outcome.text().contains("incomplete"), outcome::text);
        assertEquals("failed", read.path("state").asText(), outcome::text);
        assertTrue(read.path("text").asText().startsWith(PIECE), "what came can still be read");
        assertTrue(read.path("text").asText().length() < 20 * PIECE.length(), "the rest is missing");
        assertAsked(1);
    }

    @Test
    void streamWithoutEnd_isIncompleteUnlessItSaidThatTheReplyHasEnded() {
        poe.api().transfer().withoutEnd(true);

        var outcome = send(COMMUNITY_BOT).assertError("network");

        assertTrue(outcome.text().contains("incomplete"), outcome::text);
        // These streams have a finish reason before their end.
        send(CHAT_MODEL).assertOk();
        send(RESPONSES_MODEL).assertOk();
        assertAsked(3);
    }

    @ParameterizedTest
    @MethodSource("bots")
    void emptyReply_isError(String bot) {
        poe.api().answers(Answers.EMPTY);

        var outcome = send(bot).assertError("unexpected_response");

        assertTrue(outcome.text().contains("answered nothing"), outcome::text);
        assertAsked(1);
    }

    @Test
    void wrongRevokedOrExpiredKey_returnsAuthExpired(Servers servers) {
        var server = servers.http(Launch.withoutCredentials(poe), "--multi-user");
        String revoked = poe.apiKeys().add("revoked");
        String expired = poe.apiKeys().add("expired");
        var owner = new StatelessHttpClient("{}", Map.of("X-Poe-Api-Key", expired));
        assertFalse(owner.tool(server.uri(), "get_points_balance", "{}")
                .path("result")
                .path("isError")
                .asBoolean());
        poe.apiKeys().revoke(revoked);
        poe.apiKeys().expire(expired);
        poe.requests().clear();

        for (String key : List.of("sk-poe-WRONG", revoked, expired)) {
            var client = new StatelessHttpClient("{}", Map.of("X-Poe-Api-Key", key));
            for (String bot : bots().toList()) {
                var response =
                        client.tool(server.uri(), "send_message", "{\"message\":\"hi\",\"bot\":\"" + bot + "\"}");
                ToolOutcome.of(response, List.of()).assertError("auth_expired");
                assertFalse(response.toString().contains(key), "the key is not repeated");
            }
        }
        assertAsked(0);
    }

    @Test
    void unknownBot_returnsBotNotFound() {
        send("No-Such-Bot").assertError("bot_not_found");

        // Listed when the catalogue was read, and removed since then.
        poe.api().access(CHAT_MODEL, BotAccess.REMOVED);
        poe.api().access(RESPONSES_MODEL, BotAccess.REMOVED);
        send(CHAT_MODEL).assertError("bot_not_found");
        send(RESPONSES_MODEL).assertError("bot_not_found");
        poe.api().access(CHAT_MODEL, BotAccess.PUBLIC);
        poe.api().access(RESPONSES_MODEL, BotAccess.PUBLIC);

        assertAsked(0);
    }

    @ParameterizedTest
    @MethodSource("bots")
    void tooFewPoints_returnInsufficientPoints(String bot) {
        poe.ledger().setBalance(1);

        send(bot).assertError("insufficient_points");

        assertAsked(0);
    }

    @ParameterizedTest
    @MethodSource("bots")
    void rateLimit_returnsRateLimitedWithItsTime(String bot) {
        poe.api().failNext(1, 429, Duration.ofSeconds(7));

        var outcome = send(bot).assertError("rate_limited");

        assertEquals(7, outcome.error().path("retry_after_seconds").asInt(), outcome::text);
        assertTrue(outcome.error().path("retryable").asBoolean(), outcome::text);
        assertEquals(1, questions(), "the client does not repeat it by itself");
        assertAsked(0);
    }

    @Test
    void wrongParameter_isRejectedBeforeAnythingIsSent() {
        var wrongType = send("GPT-5", Map.of("verbosity", 7)).assertError("invalid_argument");
        var unknown = send("GPT-5", Map.of("verbosty", "low")).assertError("invalid_argument");

        assertTrue(wrongType.text().contains("verbosity") && wrongType.text().contains("medium"), wrongType::text);
        assertTrue(unknown.text().contains("verbosty") && unknown.text().contains("\"verbosity\""), unknown::text);
        assertEquals(0, questions());
    }

    @ParameterizedTest
    @CsvSource({
        "DeepSeek-R1, 89, cost 90 points", // by request
        "Gemini-2.5-Flash, 1, cost up to ", // by token
        "Perplexity-Sonar, 1000000, does not tell", // unknown
        "Teller, 1000000, does not tell" // not in the catalogue
    })
    void priceAboveMaxPoints_returnsBudgetExceededWithoutSending(String bot, long maxPoints, String said) {
        var outcome = host.call("send_message", "message", "hi", "bot", bot, "max_points", maxPoints)
                .assertError("budget_exceeded");

        assertTrue(outcome.text().contains(said), outcome::text);
        assertEquals(0, questions());
    }

    @Test
    void priceWithinMaxPoints_isSent() {
        host.call("send_message", "message", "hi", "bot", "DeepSeek-R1", "max_points", 90)
                .assertOk();

        assertAsked(1);
    }

    private ToolOutcome send(String bot) {
        return host.call("send_message", "message", "tell", "bot", bot);
    }

    private ToolOutcome send(String bot, Map<String, Object> parameters) {
        return host.call("send_message", "message", "tell", "bot", bot, "parameters", parameters);
    }

    private void assertAsked(int times) {
        assertEquals(
                times,
                OPERATIONS.stream().mapToInt(poe.requests()::executions).sum(),
                () -> poe.requests().all().toString());
    }

    private int questions() {
        return OPERATIONS.stream().mapToInt(poe.requests()::count).sum();
    }
}
