package dev.poemcp.poe.site.reply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.site.channel.EventPosition;
import dev.poemcp.poe.site.json.MessageNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyStateMachineTest {
    private static final long HUMAN = 100;
    private static final long BOT = 101;

    private final ReplyStateMachine known = new ReplyStateMachine(new ReplyStateMachine.Target(BOT, HUMAN, 0, 0));
    private final ReplyStateMachine unknown = new ReplyStateMachine(new ReplyStateMachine.Target(0, HUMAN, 0, 0));
    private long seq;

    private static MessageNode bot(long id, String text, String state) {
        return node(id, MessageNode.Author.BOT, text, state, null, 0);
    }

    private static MessageNode node(
            long id, MessageNode.Author author, String text, String state, @Nullable Long cut, long job) {
        return new MessageNode(
                id, "code", author, text, state, "", null, cut, List.of(), null, "Bot", job, null, "bot", null);
    }

    private EventPosition next() {
        return new EventPosition(1, ++seq);
    }

    private boolean grow(ReplyStateMachine machine, String text) {
        return machine.received(bot(BOT, text, "incomplete"), next());
    }

    @Test
    void text_canGrowAndBeReplacedAndShortened() {
        assertTrue(grow(known, "Thinking..."));
        assertTrue(grow(known, "Hello, wor"));
        assertTrue(grow(known, "Hello"));
        assertEquals("Hello", known.text());

        assertTrue(known.received(bot(BOT, "Hello!", "complete"), next()));

        assertEquals("Hello!", known.text());
        assertEquals(MessageStatus.COMPLETE, known.status());
    }

    @Test
    void duplicateUpdates_changeNothing() {
        grow(known, "Hello");
        int version = known.version();

        assertFalse(known.received(bot(BOT, "Hello", "incomplete"), new EventPosition(1, seq)));
        assertFalse(grow(known, "Hello"));

        assertEquals(version, known.version());
    }

    @Test
    void lateFrames_areDetectedByPosition() {
        known.received(bot(BOT, "one two three", "incomplete"), new EventPosition(1, 30));

        assertFalse(known.received(bot(BOT, "one two", "incomplete"), new EventPosition(1, 20)));
        assertFalse(known.received(bot(BOT, "other", "incomplete"), new EventPosition(1, 29)));
        assertTrue(known.received(bot(BOT, "new start", "incomplete"), new EventPosition(2, 1)));

        assertEquals("new start", known.text());
    }

    @Test
    void endedReply_ignoresLaterUpdates() {
        known.received(bot(BOT, "all of it", "complete"), new EventPosition(1, 5));

        assertFalse(known.received(bot(BOT, "all", "incomplete"), new EventPosition(1, 9)));
        assertFalse(known.received(bot(BOT, "all", "incomplete"), new EventPosition(2, 1)));
        assertFalse(known.received(bot(BOT, "old end", "error_llm"), new EventPosition(1, 4)));
        assertFalse(known.cancelled(BOT, 1L));
        known.jobUpdated(0, "errored");

        assertFalse(known.settleByJob());
        assertEquals("all of it", known.text());
        assertEquals(MessageStatus.COMPLETE, known.status());
    }

    @Test
    void lateEnd_endsReply() {
        known.received(bot(BOT, "one two three", "incomplete"), new EventPosition(1, 30));

        assertTrue(known.received(bot(BOT, "one two three four", "complete"), new EventPosition(1, 29)));
    }

    @Test
    void otherMessages_areIgnored() {
        assertFalse(known.received(bot(BOT + 1, "second message of the job", "incomplete"), next()));
        assertFalse(known.received(bot(BOT - 5, "older", "incomplete"), next()));
        assertFalse(known.received(node(BOT, MessageNode.Author.HUMAN, "echo", "complete", null, 0), next()));
        assertFalse(known.received(node(0, MessageNode.Author.BOT, "without id", "complete", null, 0), next()));
        assertEquals("", known.text());
    }

    @Test
    void unknownReplyId_firstBotMessageIsReply() {
        assertFalse(unknown.received(bot(HUMAN - 1, "earlier reply", "complete"), next()));
        assertFalse(unknown.received(node(HUMAN, MessageNode.Author.HUMAN, "question", "complete", null, 0), next()));
        assertFalse(unknown.received(node(BOT, MessageNode.Author.NOTE, "break", "complete", null, 0), next()));

        assertTrue(grow(unknown, "mine"));
        assertFalse(unknown.received(bot(BOT + 1, "another", "complete"), next()));

        assertEquals(BOT, unknown.messageId());
        assertEquals("mine", unknown.text());
    }

    @Test
    void messageOfAnotherJob_isIgnored() {
        ReplyStateMachine ofJob = new ReplyStateMachine(new ReplyStateMachine.Target(0, HUMAN, 0, 7));

        assertFalse(ofJob.received(node(BOT, MessageNode.Author.BOT, "theirs", "complete", null, 8), next()));
        assertTrue(ofJob.received(node(BOT + 1, MessageNode.Author.BOT, "ours", "complete", null, 7), next()));
    }

    @Test
    void regeneratedReply_isNewMessageOrGrowsAgain() {
        ReplyStateMachine next = new ReplyStateMachine(new ReplyStateMachine.Target(0, BOT, BOT, 0));
        ReplyStateMachine same = new ReplyStateMachine(new ReplyStateMachine.Target(0, BOT, BOT, 0));

        assertFalse(next.received(bot(BOT, "old reply", "complete"), next()));
        assertTrue(next.received(bot(BOT + 3, "new", "incomplete"), next()));
        assertFalse(same.received(bot(BOT, "old reply", "complete"), next()));
        assertTrue(same.received(bot(BOT, "", "incomplete"), next()));
        assertTrue(same.received(bot(BOT, "new reply", "complete"), next()));

        assertEquals(BOT + 3, next.messageId());
        assertEquals("new reply", same.text());
    }

    @ParameterizedTest
    @CsvSource({"5, Hello", "0, ''", "99, Hello wide world", "-1, Hello wide world"})
    void cancelledText_isTruncatedToShownLength(long shown, String left) {
        grow(known, "Hello wide world");

        assertTrue(known.cancelled(BOT, shown));

        assertEquals(MessageStatus.CANCELLED, known.status());
        assertEquals(left, known.text());
        known.received(node(BOT, MessageNode.Author.BOT, "Hello wide world", "cancelled", null, 0), next());
        assertEquals(left, known.text(), "the length is kept if the message does not repeat it");
    }

    @Test
    void truncation_keepsSurrogatePairs() {
        grow(known, "a😀b");

        known.cancelled(BOT, 2L);

        assertEquals("a", known.text());
    }

    @Test
    void cancellationOfAnotherMessage_isIgnored() {
        grow(known, "Hello");

        assertFalse(known.cancelled(BOT + 1, 1L));
        assertFalse(unknown.cancelled(HUMAN - 1, 1L));

        assertTrue(known.cancelled(0, null), "without an id it concerns the only reply");
        assertEquals("Hello", known.text());
    }

    @Test
    void read_fillsInLostUpdates() {
        grow(known, "one");

        assertTrue(known.read(bot(BOT, "one two three", "incomplete"), known.version()));
        assertFalse(grow(known, "one two"), "the late event is older than the read");
        assertTrue(grow(known, "one two three four"));
        assertTrue(
                known.read(bot(BOT, "one two three four five", "complete"), 0), "an end is applied even if outdated");

        assertEquals("one two three four five", known.text());
    }

    @Test
    void outdatedRead_isIgnored() {
        grow(known, "one two");
        int asked = known.version();
        grow(known, "one two three");

        assertFalse(known.read(bot(BOT, "one two", "incomplete"), asked), "an event came during the read");
        assertFalse(known.read(bot(BOT, "one", "incomplete"), known.version()), "a proper prefix of the known text");
        assertTrue(known.read(bot(BOT, "rewritten", "incomplete"), known.version()));

        assertEquals("rewritten", known.text());
    }

    @Test
    void jobEnd_countsOnlyIfMessageStaysBehind() {
        grow(known, "half");
        known.jobUpdated(0, "completed");
        assertTrue(known.jobEndedFirst());

        grow(known, "half and more");
        assertFalse(known.jobEndedFirst(), "the end was another job's");
        known.jobUpdated(0, "completed");

        assertTrue(known.settleByJob());
        assertEquals(MessageStatus.COMPLETE, known.status());
    }

    @Test
    void otherJobs_areIgnored() {
        known.received(node(BOT, MessageNode.Author.BOT, "x", "incomplete", null, 7), next());

        known.jobUpdated(8, "errored");
        assertFalse(known.jobEndedFirst());
        known.jobUpdated(7, "cancelled");

        assertTrue(known.settleByJob());
        assertEquals(MessageStatus.CANCELLED, known.status());
    }

    @Test
    void failure_carriesStateAndText() {
        known.received(
                new MessageNode(
                        BOT,
                        null,
                        MessageNode.Author.BOT,
                        "",
                        "error_llm",
                        "overloaded",
                        null,
                        null,
                        List.of(),
                        null,
                        null,
                        0,
                        null,
                        "bot",
                        null),
                next());

        var failure =
                assertInstanceOf(PoeFailure.MessageFailed.class, known.failure().orElseThrow());
        assertEquals("error_llm", failure.state());
        assertEquals("overloaded", failure.text());
    }

    @Test
    void extrasOfAnotherJob_areIgnored() {
        known.received(node(BOT, MessageNode.Author.BOT, "x", "complete", null, 7), next());

        known.costUpdated(8, 99L);
        assertNull(known.extras().points());
        known.costUpdated(7, 20L);
        known.extras().updateSuggestions(List.of());
        assertNull(known.extras().suggestions(), "an empty list is filled later");
        known.extras().updateSuggestions(List.of("More?"));

        assertEquals(20L, known.extras().points());
        assertEquals(List.of("More?"), known.extras().suggestions());
    }
}
