package dev.poemcp.server.tools.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import dev.poemcp.poe.Changes.Change;
import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.NewMessage;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.PoeFailure.Subject;
import dev.poemcp.poe.Quote;
import dev.poemcp.poe.Reply;
import dev.poemcp.poe.Reply.State;
import dev.poemcp.poe.Spend;
import dev.poemcp.server.tools.HandlerFixture;
import dev.poemcp.tool.ErrorCode;
import dev.poemcp.tool.messages.CompareBots;
import dev.poemcp.tool.messages.GetReply;
import dev.poemcp.tool.messages.GetTotalCostPoints;
import dev.poemcp.tool.messages.SendMessage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a call that costs points counts, and what its error says about points. */
final class PaidCallsTest {
    private static final long CHAT = 900000001L;

    private final HandlerFixture poe = new HandlerFixture();

    @AfterEach
    void close() {
        poe.close();
    }

    private void setPrice(long points) {
        when(poe.messages.quote(any())).thenReturn(new Quote("Pricey", points));
    }

    /** Sends without waiting, so that the reply comes back in progress. */
    private void sendGrowing() {
        when(poe.messages.send(any())).thenAnswer(call -> ScriptedReply.growing(10L, "old", "old pond"));
        poe.call(SendMessage.DEFINITION, "message", "hi", "wait_seconds", 0);
    }

    private void assertNoMoreAllowed() {
        poe.refusal(ErrorCode.BUDGET_EXCEEDED, SendMessage.DEFINITION, "message", "hi");
    }

    private void assertAnotherAllowed() {
        poe.call(SendMessage.DEFINITION, "message", "hi");
    }

    @Test
    void replyInProgress_isSettledByGetReply() {
        poe.spendingAtMost(100);
        setPrice(60);
        sendGrowing();
        assertNoMoreAllowed();
        when(poe.messages.follow(any(), any())).thenReturn(ScriptedReply.growing(10L, "old pond"));

        poe.call(GetReply.DEFINITION, "chat_id", CHAT);

        assertAnotherAllowed();
    }

    @Test
    void replyInProgress_isSettledByGetTotalCostPoints() {
        poe.spendingAtMost(100);
        setPrice(60);
        sendGrowing();
        when(poe.messages.costPoints("m1")).thenReturn(10L);

        poe.call(GetTotalCostPoints.DEFINITION, "message_code", "m1");

        assertAnotherAllowed();
    }

    @Test
    void lateCostEvent_settlesAndUnsubscribes() {
        poe.spendingAtMost(100);
        setPrice(60);
        sendGrowing();
        assertNoMoreAllowed();
        assertEquals(1, poe.listeners.size());

        poe.emit(new Change.CostKnown(ScriptedReply.JOB, 10));

        assertEquals(0, poe.listeners.size(), "no cost is awaited any more");
        assertAnotherAllowed();
    }

    @Test
    void noTotal_subscribesToNoCosts() {
        sendGrowing();
        poe.call(SendMessage.DEFINITION, "message", "hi", "wait_seconds", 0);

        assertEquals(0, poe.listeners.size());
    }

    @Test
    void costBeforeSubscription_isNotMissed() {
        poe.spendingAtMost(100);
        setPrice(60);
        when(poe.messages.send(any())).thenReturn(new LiveReply() {
            @Override
            public Reply now() {
                return poe.listeners.isEmpty()
                        ? ScriptedReply.reply(State.IN_PROGRESS, "", null, Optional.empty())
                        : ScriptedReply.reply(State.COMPLETE, "frog", 10L, Optional.empty());
            }

            @Override
            public Reply await(Duration wait, Consumer<Reply> onUpdate) {
                return now();
            }

            @Override
            public void close() {}
        });

        poe.call(SendMessage.DEFINITION, "message", "hi", "wait_seconds", 0);

        assertAnotherAllowed();
    }

    @Test
    void errorAfterSending_keepsPointsReserved() {
        poe.spendingAtMost(100);
        setPrice(60);
        when(poe.messages.send(any())).thenReturn(new FaultyReply(new IllegalStateException("bug")));

        var failure = poe.failure(SendMessage.DEFINITION, "message", "hi");

        assertInstanceOf(PoeFailure.UnexpectedResponse.class, failure);
        assertEquals(Spend.POSSIBLE, failure.spend());
        assertNoMoreAllowed();
    }

    @Test
    void errorWhileSending_keepsPointsReserved() {
        poe.spendingAtMost(100);
        setPrice(60);
        when(poe.messages.send(any())).thenThrow(new IllegalStateException("bug"));

        assertEquals(
                Spend.POSSIBLE,
                poe.failure(SendMessage.DEFINITION, "message", "hi").spend());
        assertNoMoreAllowed();
    }

    @Test
    void unfollowableReply_saysThatPointsMayBeSpent() {
        var lost = new PoeFailure.Network("The connection broke.", Spend.NONE);
        when(poe.messages.send(any())).thenReturn(new FaultyReply(new PoeException(lost)));

        assertEquals(
                Spend.POSSIBLE,
                poe.failure(SendMessage.DEFINITION, "message", "hi").spend());
    }

    @Test
    void replyOfDeletedChat_keepsPointsReserved() {
        poe.spendingAtMost(100);
        setPrice(60);
        when(poe.messages.send(any()))
                .thenReturn(ScriptedReply.failing("", new PoeFailure.NotFound(Subject.CHAT, "a1b2c3")));

        assertEquals(
                Spend.POSSIBLE,
                poe.failure(SendMessage.DEFINITION, "message", "hi").spend());
        assertNoMoreAllowed();
    }

    @Test
    void failedReplyWithKnownCost_namesIt() {
        var why = new PoeFailure.MessageFailed("error_bot_is_down", "Down.", true, Spend.NONE);
        when(poe.messages.send(any()))
                .thenReturn(ScriptedReply.ending(ScriptedReply.reply(State.FAILED, "", 7L, Optional.of(why))));

        var failure = poe.failure(SendMessage.DEFINITION, "message", "hi");

        assertTrue(failure.what().contains("It cost 7 points."), failure::what);
        assertEquals(Spend.POSSIBLE, failure.spend());
    }

    @Test
    void errorOfOneComparedBot_leavesTheOtherReplies() {
        when(poe.messages.send(any()))
                .thenAnswer(call -> "A".equals(call.<NewMessage>getArgument(0).bot())
                        ? ScriptedReply.growing(1L, "a")
                        : new FaultyReply(new IllegalStateException("bug")));

        var replies = HandlerFixture.json(poe.call(CompareBots.DEFINITION, "message", "hi", "bots", List.of("A", "B")))
                .path("replies");

        assertEquals("a", replies.path(0).path("text").asText());
        var error = replies.path(1).path("error");
        assertEquals("unexpected_response", error.path("code").asText());
        assertTrue(error.path("message").asText().contains("may have reached Poe"), error::toString);
    }

    @Test
    void comparisonFailingForTheAccount_saysWhetherPointsMayBeSpent() {
        when(poe.messages.send(any())).thenAnswer(call -> {
            boolean first = "A".equals(call.<NewMessage>getArgument(0).bot());
            throw new PoeException(new PoeFailure.AuthExpired("Signed out.", first ? Spend.NONE : Spend.POSSIBLE));
        });

        assertEquals(
                Spend.POSSIBLE,
                poe.failure(CompareBots.DEFINITION, "message", "hi", "bots", List.of("A", "B"))
                        .spend());
    }

    @Test
    void candidateThatHasBegun_isNotGivenUp() {
        var unsent = new PoeFailure.Cancelled("Cancelled.", Spend.NONE);
        var begun = new Candidate(new NewMessage("hi", "A", null, List.of()), "A");
        var waiting = new Candidate(new NewMessage("hi", "B", null, List.of()), "B");

        assertTrue(begun.begin());

        assertTrue(!begun.giveUp(unsent) && begun.failure == null);
        assertTrue(waiting.giveUp(unsent) && !waiting.begin());
    }
}
