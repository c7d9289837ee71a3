package dev.poemcp.poe.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Reply;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.api.conversation.Conversation;
import dev.poemcp.poe.api.conversation.ConversationMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RunningReplyTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final ConversationMessage BEGUN = ConversationMessage.begun(2, "Haiku", Instant.EPOCH);

    private final AtomicInteger ends = new AtomicInteger();
    private final AtomicInteger cancels = new AtomicInteger();
    private final RunningReply reply = new RunningReply(
            Conversation.of("api-1", ConversationMessage.ofUser(1, "Hello", Instant.EPOCH, List.of(), Map.of()))
                    .with(BEGUN),
            BEGUN,
            ended -> ends.incrementAndGet(),
            () -> 0L);

    @Test
    void completedReply_hasTheWholeText() {
        reply.append("Fro");
        reply.append("gs");
        reply.suggestedReply("More?");
        reply.completed();
        reply.settle(7L);

        var end = reply.await(LONG, update -> {});

        assertEquals(Reply.State.COMPLETE, end.state());
        assertEquals("Frogs", end.text());
        assertEquals(List.of("More?"), end.suggestedReplies());
        assertEquals(7L, end.pointsSpent());
        assertEquals(1L, end.userMessageId());
        assertEquals("api-1", end.chat().chatCode());
        assertEquals(1, ends.get());
    }

    @Test
    void replacedText_replacesAll() {
        reply.append("Working…");
        reply.replace("Frogs");

        assertEquals("Frogs", reply.now().text());
    }

    @Test
    void waitThatEnds_returnsTheTextSoFar() {
        reply.append("Fro");
        List<String> updates = new ArrayList<>();

        var soFar = reply.await(Duration.ofMillis(1), update -> updates.add(update.text()));

        assertEquals(Reply.State.IN_PROGRESS, soFar.state());
        assertEquals("Fro", soFar.text());
        assertEquals(List.of("Fro"), updates);
    }

    @Test
    void brokenReply_keepsItsText() {
        reply.append("Fro");
        reply.failed(new PoeFailure.Network("The answer broke off.", Spend.POSSIBLE));
        reply.settle(null);

        var end = reply.await(LONG, update -> {});

        assertEquals(Reply.State.FAILED, end.state());
        assertEquals("Fro", end.text());
        assertTrue(end.failure().isPresent());
    }

    @Test
    void refusal_isKnownAtOnce_onlyIfNothingWasExecuted() {
        reply.failed(new PoeFailure.RateLimited("Slow down.", Optional.empty()));

        assertTrue(reply.awaitAccepted(LONG).isPresent());
    }

    @Test
    void refusalWhoseCostIsGivenUpFirst_isStillKnown() {
        reply.failed(new PoeFailure.RateLimited("Slow down.", Optional.empty()));
        reply.settle(null);

        assertTrue(reply.awaitAccepted(LONG).isPresent());
    }

    @Test
    void possiblyExecutedFailure_isNoRefusal() {
        reply.failed(new PoeFailure.Network("The connection broke.", Spend.POSSIBLE));

        assertTrue(reply.awaitAccepted(LONG).isEmpty());
    }

    @Test
    void cancelledReply_closesItsRequestOnce_andKeepsItsText() {
        reply.sent(cancels::incrementAndGet);
        reply.append("Fro");

        assertTrue(reply.cancel());
        reply.failed(new PoeFailure.Cancelled("Closed.", Spend.POSSIBLE));
        reply.settle(null);

        assertFalse(reply.cancel(), "nothing runs any more");
        assertEquals(Reply.State.CANCELLED, reply.now().state());
        assertEquals("Fro", reply.now().text());
        assertTrue(reply.now().failure().isEmpty());
        assertEquals(1, cancels.get());
    }

    @Test
    void replyCancelledBeforeItsRequestIsKnown_isStillCancelled() {
        assertTrue(reply.cancel());
        reply.sent(cancels::incrementAndGet);

        assertEquals(1, cancels.get());
    }

    @Test
    void endedReply_isNotCancelled() {
        reply.sent(cancels::incrementAndGet);
        reply.append("Frogs");
        reply.completed();

        assertFalse(reply.cancel());
        assertEquals(0, cancels.get());
    }

    @Test
    void interruptOfTheWait_stopsTheBot() {
        reply.sent(cancels::incrementAndGet);
        Thread.currentThread().interrupt();

        var failed = assertThrows(PoeException.class, () -> reply.await(LONG, update -> {}));

        assertTrue(Thread.interrupted());
        assertEquals(Spend.POSSIBLE, failed.failure().spend());
        assertEquals(1, cancels.get());
    }

    @Test
    void secondEnd_hasNoEffect() {
        reply.append("Frogs");
        reply.completed();
        reply.failed(new PoeFailure.Network("Late.", Spend.POSSIBLE));

        assertEquals(Reply.State.COMPLETE, reply.now().state());
        assertEquals(1, ends.get());
    }
}
