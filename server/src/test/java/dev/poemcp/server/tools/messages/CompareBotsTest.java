package dev.poemcp.server.tools.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.NewMessage;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Quote;
import dev.poemcp.poe.Spend;
import dev.poemcp.server.tools.HandlerFixture;
import dev.poemcp.tool.ErrorCode;
import dev.poemcp.tool.messages.CompareBots;
import dev.poemcp.tool.result.ReplyResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.invocation.InvocationOnMock;

@Timeout(20)
final class CompareBotsTest {
    private final HandlerFixture poe = new HandlerFixture();
    private final Map<String, LiveReply> replies = new HashMap<>();
    private final Map<String, PoeFailure> failures = new HashMap<>();

    @BeforeEach
    void script() {
        when(poe.messages.send(any())).thenAnswer(call -> {
            String bot = botOf(call);
            if (failures.containsKey(bot)) {
                throw new PoeException(failures.get(bot));
            }
            return replies.get(bot);
        });
    }

    private static String botOf(InvocationOnMock call) {
        return Objects.requireNonNull(call.<NewMessage>getArgument(0).bot());
    }

    @AfterEach
    void close() {
        poe.close();
    }

    @Test
    void replies_keepTheOrderOfBots() {
        replies.put("A", ScriptedReply.growing(3L, "a"));
        replies.put("B", ScriptedReply.growing(4L, "b"));

        var result = poe.call(CompareBots.DEFINITION, "message", "hi", "bots", List.of("B", " A "));

        assertEquals(
                List.of("b", "a"),
                result.replies().stream().map(reply -> reply.text()).toList());
        assertEquals(7L, result.pointsSpent());
        assertFalse(HandlerFixture.json(result).path("replies").path(0).has("error"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Haiku", " haiku ", "@Haiku", "https://poe.com/HAIKU", "poe.com/Haiku?utm=1"})
    void sameBotTwice_isRejectedUnsent(String again) {
        var rejected = poe.refusal(
                ErrorCode.INVALID_ARGUMENT,
                CompareBots.DEFINITION,
                "message",
                "hi",
                "bots",
                List.of("Haiku", "Other", again));

        assertTrue(String.valueOf(rejected.getMessage()).matches("(?i).*\\bhaiku\\b.*"), rejected::getMessage);
        verify(poe.messages, never()).send(any());
    }

    @Test
    void failureOfOneBot_leavesTheOthers() {
        replies.put("A", ScriptedReply.growing(3L, "a"));
        failures.put("Nobody", new PoeFailure.NotFound(PoeFailure.Subject.BOT, "Nobody"));
        replies.put(
                "Refuser",
                ScriptedReply.failing("Half", new PoeFailure.MessageFailed("error_llm", "No.", true, Spend.NONE)));

        var result = poe.call(CompareBots.DEFINITION, "message", "hi", "bots", List.of("Nobody", "A", "Refuser"));

        var json = HandlerFixture.json(result).path("replies");
        assertEquals("bot_not_found", json.path(0).path("error").path("code").asText());
        assertEquals("Nobody", json.path(0).path("bot").asText());
        assertTrue(json.path(0).path("chat").isNull());
        assertEquals("a", json.path(1).path("text").asText());
        assertEquals("message_failed", json.path(2).path("error").path("code").asText());
        assertEquals("failed", json.path(2).path("state").asText());
        assertEquals("Half", json.path(2).path("text").asText());
        assertEquals(3L, result.pointsSpent());
    }

    @Test
    void unknownBots_areOneErrorEach() {
        failures.put("X", new PoeFailure.NotFound(PoeFailure.Subject.BOT, "X"));
        failures.put("Y", new PoeFailure.NotFound(PoeFailure.Subject.BOT, "Y"));

        var result = poe.call(CompareBots.DEFINITION, "message", "hi", "bots", List.of("X", "Y"));

        assertTrue(result.replies().stream().allMatch(reply -> reply.error() != null));
        assertEquals(0L, result.pointsSpent());
    }

    @Test
    void missingAccount_failsTheCall() {
        var missing = new PoeFailure.NotConfigured("No account is configured.", "POE_P_B");
        failures.put("X", missing);
        failures.put("Y", missing);

        assertEquals(missing, poe.failure(CompareBots.DEFINITION, "message", "hi", "bots", List.of("X", "Y")));
    }

    @Test
    void unknownCost_makesTheSumUnknown() {
        replies.put("A", ScriptedReply.growing(3L, "a"));
        replies.put("B", ScriptedReply.growing(null, "b"));

        assertNull(poe.call(CompareBots.DEFINITION, "message", "hi", "bots", List.of("A", "B"))
                .pointsSpent());
    }

    @Test
    void pricesAboveLimit_sendNothing() {
        when(poe.messages.quote(any())).thenAnswer(call -> new Quote(botOf(call), 60L));

        var refused = poe.refusal(
                ErrorCode.BUDGET_EXCEEDED,
                CompareBots.DEFINITION,
                "message",
                "hi",
                "bots",
                List.of("A", "B"),
                "max_points",
                119);

        assertTrue(String.valueOf(refused.getMessage()).contains("120"), refused::getMessage);
        verify(poe.messages, never()).send(any());
    }

    @Test
    void unpricedBot_isLeftOut() {
        poe.spendingAtMost(10);
        when(poe.messages.quote(any())).thenAnswer(call -> {
            String bot = botOf(call);
            if (bot.equals("Nobody")) {
                throw new PoeException(new PoeFailure.NotFound(PoeFailure.Subject.BOT, bot));
            }
            return new Quote(bot, 5L);
        });
        replies.put("A", ScriptedReply.growing(5L, "a"));
        replies.put("B", ScriptedReply.growing(5L, "b"));

        var result = poe.call(CompareBots.DEFINITION, "message", "hi", "bots", List.of("A", "Nobody", "B"));

        assertEquals(
                List.of("COMPLETE", "FAILED", "COMPLETE"),
                result.replies().stream().map(reply -> reply.state().name()).toList());
        verify(poe.messages, times(2)).send(any());
        poe.refusal(ErrorCode.BUDGET_EXCEEDED, CompareBots.DEFINITION, "message", "hi", "bots", List.of("A", "B"));
    }

    @Test
    void progress_namesBotAndGrowsStrictly() {
        replies.put("A", ScriptedReply.growing(1L, "one ", "one two"));
        replies.put("B", ScriptedReply.growing(1L, "eins ", "eins zwei"));

        poe.call(CompareBots.DEFINITION, "message", "hi", "bots", List.of("A", "B"));

        var steps = poe.caller().steps();
        assertEquals("one two", joined("A: "));
        assertEquals("eins zwei", joined("B: "));
        for (int i = 1; i < steps.size(); i++) {
            assertTrue(steps.get(i).progress() > steps.get(i - 1).progress(), steps::toString);
        }
        assertEquals(16, steps.get(steps.size() - 1).progress());
    }

    private String joined(String prefix) {
        return poe.caller().steps().stream()
                .map(step -> step.message())
                .filter(message -> message.startsWith(prefix))
                .map(message -> message.substring(prefix.length()))
                .collect(Collectors.joining());
    }

    @Test
    void bots_areAskedInParallel() {
        var together = new CountDownLatch(3);
        for (String bot : List.of("A", "B", "C")) {
            replies.put(bot, new WaitingReply(() -> {
                together.countDown();
                assertTrue(together.await(10, TimeUnit.SECONDS), "each waits until all have been asked");
            }));
        }

        var result = poe.call(CompareBots.DEFINITION, "message", "hi", "bots", List.of("A", "B", "C"));

        assertTrue(result.replies().stream().allMatch(reply -> reply.state() == ReplyResult.State.COMPLETE));
    }

    @Test
    void cancel_cancelsEveryReply() throws Exception {
        var waiting = new CountDownLatch(2);
        var interrupted = new CountDownLatch(2);
        for (String bot : List.of("A", "B")) {
            replies.put(bot, new WaitingReply(() -> {
                try {
                    waiting.countDown();
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                    throw e;
                }
            }));
        }
        var outcome = new AtomicReference<PoeFailure>();
        var caller = new Thread(
                () -> outcome.set(poe.failure(CompareBots.DEFINITION, "message", "hi", "bots", List.of("A", "B"))));
        caller.start();
        assertTrue(waiting.await(10, TimeUnit.SECONDS));

        caller.interrupt();

        assertTrue(interrupted.await(10, TimeUnit.SECONDS), "both replies are cancelled");
        caller.join(10_000);
        assertInstanceOf(PoeFailure.Cancelled.class, outcome.get());
    }

    @Test
    void longReplies_shareOneResult() {
        replies.put("A", ScriptedReply.growing(1L, "a".repeat(80_000)));
        replies.put("B", ScriptedReply.growing(1L, "b".repeat(80_000)));

        var result = poe.call(CompareBots.DEFINITION, "message", "hi", "bots", List.of("A", "B"));

        assertEquals(10_000, result.replies().get(0).text().length());
        assertEquals(10_000L, result.replies().get(1).nextTextOffset());
    }
}
