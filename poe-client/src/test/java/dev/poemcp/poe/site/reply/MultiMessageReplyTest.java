package dev.poemcp.poe.site.reply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.site.channel.EventPosition;
import dev.poemcp.poe.site.json.MessageNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Replies that consist of several messages of one job. */
class MultiMessageReplyTest {
    private static final long HUMAN = 100;
    private static final long BOT = 101;

    private final ReplyStateMachine known = new ReplyStateMachine(new ReplyStateMachine.Target(BOT, HUMAN, 0, 0));
    private final ReplyStateMachine unknown = new ReplyStateMachine(new ReplyStateMachine.Target(0, HUMAN, 0, 0));
    private long seq;

    private static MessageNode node(
            long id, MessageNode.Author author, String text, String state, @Nullable Long cut, long job) {
        return new MessageNode(
                id, "code", author, text, state, "", null, cut, List.of(), null, "Bot", job, null, "bot", null);
    }

    private EventPosition next() {
        return new EventPosition(1, ++seq);
    }

    @Test
    void furtherMessagesOfTheJob_areJoinedInOrder() {
        known.jobUpdated(7, "running");
        known.received(node(BOT, MessageNode.Author.BOT, "first", "complete", null, 7), next());
        assertEquals(MessageStatus.RUNNING, known.status(), "the job still makes messages");

        assertTrue(known.received(node(BOT + 2, MessageNode.Author.BOT, "sec", "incomplete", null, 7), next()));
        assertFalse(known.received(node(BOT + 1, MessageNode.Author.BOT, "theirs", "complete", null, 8), next()));
        known.received(node(BOT + 2, MessageNode.Author.BOT, "second", "complete", null, 7), next());
        assertEquals(MessageStatus.RUNNING, known.status());
        assertTrue(known.jobUpdated(7, "completed"));

        assertEquals(MessageStatus.COMPLETE, known.status());
        assertEquals("first\n\nsecond", known.text());
        assertEquals(BOT + 2, known.messageId());
        assertEquals(List.of(BOT, BOT + 2), known.messages().ids());
    }

    @Test
    void readWithSeveralMessagesOfTheJob_appliesAll() {
        assertTrue(unknown.read(
                List.of(
                        node(HUMAN, MessageNode.Author.HUMAN, "question", "complete", null, 0),
                        node(BOT, MessageNode.Author.BOT, "first", "complete", null, 7),
                        node(BOT + 1, MessageNode.Author.BOT, "theirs", "complete", null, 8),
                        node(BOT + 2, MessageNode.Author.BOT, "second", "complete", null, 7)),
                0));

        assertEquals("first\n\nsecond", unknown.text());
    }

    @Test
    void bufferedMessagesOfEndedJob_areAllJoined() {
        known.replaying(true);
        known.received(node(BOT, MessageNode.Author.BOT, "first", "complete", null, 7), next());
        known.received(node(BOT + 2, MessageNode.Author.BOT, "second", "complete", null, 7), next());
        known.jobUpdated(7, "completed");
        assertEquals(MessageStatus.RUNNING, known.status());

        known.replaying(false);

        assertEquals(MessageStatus.COMPLETE, known.status());
        assertEquals("first\n\nsecond", known.text());
    }

    @Test
    void endedReply_ignoresFurtherMessages() {
        known.received(node(BOT, MessageNode.Author.BOT, "all", "complete", null, 7), next());

        assertFalse(known.received(node(BOT + 1, MessageNode.Author.BOT, "late", "incomplete", null, 7), next()));

        assertEquals("all", known.text());
    }

    @Test
    void jobEventBeforeItsIdIsKnown_keepsReplyRunning() {
        unknown.jobUpdated(7, "running");

        unknown.received(node(BOT, MessageNode.Author.BOT, "first", "complete", null, 7), next());
        assertTrue(unknown.awaitsJobOnly());
        assertTrue(unknown.forgetJobs(), "reported job states no longer count");

        assertEquals(MessageStatus.COMPLETE, unknown.status());
    }

    @Test
    void lateFrameOfEndedJob_isIgnored() {
        known.jobUpdated(7, "completed");
        known.jobUpdated(7, "running");

        known.received(node(BOT, MessageNode.Author.BOT, "all", "complete", null, 7), next());

        assertEquals(MessageStatus.COMPLETE, known.status());
    }

    @Test
    void lastMessage_decidesStatusOfReply() {
        known.jobUpdated(7, "running");
        known.received(node(BOT, MessageNode.Author.BOT, "first", "complete", null, 7), next());
        known.received(node(BOT + 1, MessageNode.Author.BOT, "", "error_llm", null, 7), next());
        known.jobUpdated(7, "errored");

        assertEquals(MessageStatus.FAILED, known.status());
        assertTrue(known.failure().isPresent());
        assertEquals("first", known.text());
    }
}
