package dev.poemcp.server.tools.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.NewMessage;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Quote;
import dev.poemcp.poe.Spend;
import dev.poemcp.server.tools.HandlerFixture;
import dev.poemcp.tool.ErrorCode;
import dev.poemcp.tool.messages.CompareBots;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The judge of a comparison of the bots A and B. */
@Timeout(20)
final class JudgeTest {
    private final HandlerFixture poe = new HandlerFixture();
    private final Map<String, LiveReply> replies = new HashMap<>();
    private final List<NewMessage> sent = new CopyOnWriteArrayList<>();
    private final Map<String, @Nullable Long> prices = new HashMap<>(Map.of("A", 10L, "B", 10L, "Judge", 10L));

    @BeforeEach
    void script() {
        replies.put("A", ScriptedReply.growing(10L, "answer of A"));
        replies.put("B", ScriptedReply.growing(10L, "answer of B"));
        replies.put("Judge", ScriptedReply.growing(7L, "A ", "A wins."));
        when(poe.messages.send(any())).thenAnswer(call -> {
            NewMessage message = call.getArgument(0);
            sent.add(message);
            LiveReply reply = replies.get(Objects.requireNonNull(message.bot()));
            if (reply == null) {
                throw new PoeException(new PoeFailure.NotFound(PoeFailure.Subject.BOT, message.bot()));
            }
            return reply;
        });
        when(poe.messages.quote(any())).thenAnswer(call -> {
            String bot = Objects.requireNonNull(call.<NewMessage>getArgument(0).bot());
            if (!prices.containsKey(bot)) {
                throw new PoeException(new PoeFailure.NotFound(PoeFailure.Subject.BOT, bot));
            }
            return new Quote(bot, prices.get(bot));
        });
    }

    @AfterEach
    void close() {
        poe.close();
    }

    private JsonNode compare(Object... more) {
        Object[] arguments = {"message", "hi", "bots", List.of("A", "B"), "judge", "Judge"};
        Object[] all = Stream.concat(List.of(arguments).stream(), List.of(more).stream())
                .toArray();
        return HandlerFixture.json(poe.call(CompareBots.DEFINITION, all));
    }

    private static String verdictError(JsonNode result) {
        return result.path("verdict").path("error").path("code").asText();
    }

    private void assertAnswersAreWhole(JsonNode result) {
        assertEquals("answer of A", result.path("replies").path(0).path("text").asText());
        assertEquals("answer of B", result.path("replies").path(1).path("text").asText());
    }

    @Test
    void judge_readsAllAnswersAndGivesTheVerdict() {
        JsonNode result = compare();

        assertEquals("A wins.", result.path("verdict").path("text").asText());
        assertEquals("complete", result.path("verdict").path("state").asText());
        assertEquals(27, result.path("points_spent").asInt());
        assertEquals(3, sent.size());
        NewMessage message = sent.get(2);
        assertEquals("Judge", message.bot());
        assertNull(message.chat());
        for (String quoted : List.of("hi", "answer of A", "answer of B")) {
            assertTrue(message.text().contains("\n```\n" + quoted + "\n```"), message::text);
        }
        assertAnswersAreWhole(result);
    }

    @Test
    void noJudge_leavesTheVerdictNull() {
        var result = poe.call(CompareBots.DEFINITION, "message", "hi", "bots", List.of("A", "B"));

        assertTrue(HandlerFixture.json(result).path("verdict").isNull());
        assertEquals(2, sent.size());
    }

    @Test
    void judgeAmongTheBots_judgesInAChatOfItsOwn() {
        poe.call(CompareBots.DEFINITION, "message", "hi", "bots", List.of("A", "B"), "judge", "https://poe.com/A");

        assertEquals(3, sent.size());
        assertEquals("A", sent.get(2).bot());
        assertTrue(sent.get(2).text().contains("answer of B"));
    }

    @Test
    void priceOfTheJudge_countsTowardsMaxPoints() {
        var refused = poe.refusal(
                ErrorCode.BUDGET_EXCEEDED,
                CompareBots.DEFINITION,
                "message",
                "hi",
                "bots",
                List.of("A", "B"),
                "judge",
                "Judge",
                "max_points",
                29);

        assertTrue(String.valueOf(refused.getMessage()).contains("30"), refused::getMessage);
        verify(poe.messages, never()).send(any());
        assertEquals(
                "A wins.",
                compare("max_points", 30).path("verdict").path("text").asText());
    }

    @Test
    void judgeWithUnknownPrice_isRejectedWhereALimitIsSet() {
        prices.put("Judge", null);
        poe.spendingAtMost(1000);

        var refused = poe.refusal(
                ErrorCode.BUDGET_EXCEEDED,
                CompareBots.DEFINITION,
                "message",
                "hi",
                "bots",
                List.of("A", "B"),
                "judge",
                "Judge");

        assertTrue(String.valueOf(refused.getMessage()).contains("Judge"), refused::getMessage);
        verify(poe.messages, never()).send(any());
    }

    @Test
    void failingJudge_leavesTheAnswersWhole() {
        replies.put(
                "Judge", ScriptedReply.failing("", new PoeFailure.MessageFailed("error_llm", "No.", true, Spend.NONE)));

        JsonNode result = compare();

        assertEquals("message_failed", verdictError(result));
        assertEquals(20, result.path("points_spent").asInt());
        assertAnswersAreWhole(result);
    }

    @Test
    void unknownJudge_leavesTheAnswersWholeWithAndWithoutALimit() {
        replies.remove("Judge");
        prices.remove("Judge");

        for (JsonNode result : List.of(compare(), compare("max_points", 20))) {
            assertEquals("bot_not_found", verdictError(result));
            assertEquals(20, result.path("points_spent").asInt());
            assertAnswersAreWhole(result);
        }
    }

    @Test
    void fewerThanTwoAnswers_releasesTheReservationOfTheJudgeUnasked() {
        poe.spendingAtMost(30);
        LiveReply whole = Objects.requireNonNull(replies.put(
                "B", ScriptedReply.failing("", new PoeFailure.MessageFailed("error_llm", "No.", true, Spend.NONE))));

        JsonNode result = compare();

        assertEquals("message_failed", verdictError(result));
        String why = result.path("verdict").path("error").path("message").asText();
        assertTrue(why.startsWith("The judge Judge was not asked, because fewer than two bots"), why);
        assertEquals(10, result.path("points_spent").asInt());
        assertEquals(2, sent.size());
        replies.put("B", whole);
        poe.call(CompareBots.DEFINITION, "message", "hi", "bots", List.of("A", "B"));
    }

    @Test
    void unfinishedAnswer_isNotJudged() {
        JsonNode result = compare("wait_seconds", 0);

        assertEquals("in_progress", result.path("replies").path(0).path("state").asText());
        assertEquals("timeout", verdictError(result));
        assertEquals(2, sent.size());
    }

    @Test
    void noTimeLeft_judgeIsNotAsked() {
        replies.put(
                "B",
                new WaitingReply(
                        () -> poe.nanoTime.addAndGet(Duration.ofSeconds(60).toNanos())));

        JsonNode result = compare();

        assertEquals("complete", result.path("replies").path(1).path("state").asText());
        assertEquals("timeout", verdictError(result));
        assertEquals(2, sent.size());
    }

    @Test
    void slowAnswers_leaveTheJudgeTheRestOfTheWait() {
        replies.put(
                "B",
                new WaitingReply(
                        () -> poe.nanoTime.addAndGet(Duration.ofSeconds(20).toNanos())));
        ScriptedReply verdict = ScriptedReply.growing(1L, "A wins.");
        replies.put("Judge", verdict);

        compare();

        assertEquals(List.of(Duration.ofSeconds(30)), verdict.waits());
    }

    @Test
    void progressOfTheJudge_isPrefixedAndGrowsStrictly() {
        compare();

        var steps = poe.caller().steps();
        var ofJudge = steps.stream()
                .filter(step -> step.message().startsWith("Judge: "))
                .toList();
        assertEquals(
                List.of("Judge: A ", "Judge: wins."),
                ofJudge.stream().map(step -> step.message()).toList());
        for (int i = 1; i < steps.size(); i++) {
            assertTrue(steps.get(i).progress() > steps.get(i - 1).progress(), steps::toString);
        }
    }

    @Test
    void cancelWhileTheJudgeAnswers_cancelsItsReply() throws Exception {
        var waiting = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        replies.put("Judge", new WaitingReply(() -> {
            try {
                waiting.countDown();
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        }));
        var outcome = new AtomicReference<PoeFailure>();
        var caller = new Thread(() -> outcome.set(
                poe.failure(CompareBots.DEFINITION, "message", "hi", "bots", List.of("A", "B"), "judge", "Judge")));
        caller.start();
        assertTrue(waiting.await(10, TimeUnit.SECONDS));

        caller.interrupt();

        assertTrue(interrupted.await(10, TimeUnit.SECONDS), "the reply is cancelled");
        caller.join(10_000);
        assertEquals(
                Spend.POSSIBLE,
                assertInstanceOf(PoeFailure.Cancelled.class, outcome.get()).spend());
    }
}
