package dev.poemcp.poe.site.reply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.poe.Chat;
import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Reply;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.site.channel.Event;
import dev.poemcp.poe.site.channel.EventPosition;
import dev.poemcp.poe.site.channel.Topic;
import dev.poemcp.poe.site.config.SiteLimits;
import dev.poemcp.poe.site.json.EventEntity;
import dev.poemcp.poe.site.json.MessageNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A tracker whose queries run at once, on the calling thread. */
@Timeout(60)
class ReplyTrackerTest {
    private static final Duration DAY = Duration.ofDays(1);

    /** So short that everything is due at once; the test measures no real time. */
    private static final SiteLimits LIMITS = SiteLimits.DEFAULTS
            .withSilence(Duration.ofMillis(2), Duration.ofMillis(1))
            .withFirstBackOff(Duration.ofMillis(1))
            .withExtras(Duration.ofMillis(1));

    private final ScriptedQueries queries = new ScriptedQueries();
    private final AtomicLong seq = new AtomicLong();

    /** Scripted responses of the site. */
    private static final class ScriptedQueries implements ReplyRequests {
        private Supplier<ChatSnapshot> chat = () -> new ChatSnapshot(List.of(), null);
        private Supplier<Optional<Long>> limit = Optional::empty;

        @Override
        public ChatSnapshot readChat(Chat ignored) {
            return chat.get();
        }

        @Override
        public @Nullable Long cost(String messageCode) {
            return null;
        }

        @Override
        public Optional<Long> pointsLimit() {
            return limit.get();
        }

        @Override
        public void cancel(long chatId) {
            throw new AssertionError("unexpected cancellation");
        }
    }

    private ReplyTracker tracker(int maxReplies) {
        return new ReplyTracker(queries, Runnable::run, LIMITS, System::nanoTime, maxReplies);
    }

    private static ReplyOrigin origin(long chatId) {
        return new ReplyOrigin(
                new Chat(chatId, "code" + chatId, null, URI.create("https://poe.test/chat/c"), null, null),
                "Bot",
                100L);
    }

    private static MessageNode message(long id, String text, String state) {
        return new MessageNode(
                id,
                null,
                MessageNode.Author.BOT,
                text,
                state,
                "",
                null,
                null,
                List.of(),
                null,
                "Bot",
                7,
                null,
                "bot",
                null);
    }

    private Event event(String subscription, long chatId, ObjectNode entity) {
        return new Event(
                subscription,
                Long.toString(chatId),
                EventEntity.read(entity),
                new EventPosition(1, seq.incrementAndGet()));
    }

    private static ObjectNode dialog(String kind) {
        return JsonNodeFactory.instance.objectNode().put("__typename", kind);
    }

    private static PoeFailure failure(Reply reply) {
        assertEquals(Reply.State.FAILED, reply.state());
        return reply.failure().orElseThrow();
    }

    @Test
    void trackerFull_registrationIsRejected() {
        ReplyTracker tracker = tracker(2);
        tracker.followNew(origin(1), 101, 100, 0);
        assertNotNull(tracker.register("nonce-of-a-message", 2));

        PoeException refused = assertThrows(PoeException.class, () -> tracker.register("nonce-of-another", 3));

        assertEquals(Spend.NONE, refused.failure().spend());
    }

    @Test
    void registeredMessageInFullTracker_replyIsFollowed() {
        ReplyTracker tracker = tracker(1);
        try (PendingSend sent = tracker.register("nonce", 1)) {
            assertNotNull(sent);
            assertThrows(
                    PoeException.class,
                    () -> tracker.followExisting(origin(2), List.of(message(7, "growing", "incomplete"))));

            assertNotNull(tracker.followNew(origin(1), 101, 100, 0));
        }
    }

    @Test
    void trackerFullOfEndedReplies_dropsOldest() {
        ReplyTracker tracker = tracker(1);
        LiveReply ended = tracker.followExisting(origin(1), List.of(message(7, "all of it", "complete")));

        assertNotNull(tracker.register("nonce", 2));

        assertEquals("all of it", ended.now().text());
        ended.close();
    }

    @Test
    void costDialog_endsReplyWithLimit() {
        queries.limit = () -> Optional.of(300L);
        ReplyTracker tracker = tracker(10);
        LiveReply reply = tracker.followNew(origin(1), 0, 100, 0);

        tracker.onEvent(event("chatModalStateChanged", 1, dialog("CostThresholdChatModal")));

        PoeFailure.PointsLimit limit = assertInstanceOf(PoeFailure.PointsLimit.class, failure(reply.now()));
        assertEquals(Optional.of(300L), limit.limit());
        assertTrue(limit.what().contains("300 points"), limit.what());
    }

    @Test
    void costDialogWithUnreadableLimit_endsReply() {
        queries.limit = () -> {
            throw new PoeException(new PoeFailure.Network("no network", Spend.NONE));
        };
        ReplyTracker tracker = tracker(10);
        LiveReply reply = tracker.followNew(origin(1), 0, 100, 0);

        tracker.onEvent(event("chatModalStateChanged", 1, dialog("PointLimitChatModal")));

        assertEquals(
                Optional.empty(),
                assertInstanceOf(PoeFailure.PointsLimit.class, failure(reply.now()))
                        .limit());
    }

    @Test
    void otherDialogOrReplyAlreadyBegun_replyContinues() {
        ReplyTracker tracker = tracker(10);
        LiveReply waiting = tracker.followNew(origin(1), 0, 100, 0);
        LiveReply begun = tracker.followExisting(origin(2), List.of(message(7, "half", "incomplete")));

        tracker.onEvent(event("chatModalStateChanged", 1, dialog("PaywallChatModal")));
        tracker.onEvent(event("chatModalStateChanged", 2, dialog("CostThresholdChatModal")));

        assertEquals(Reply.State.IN_PROGRESS, waiting.now().state());
        assertEquals(Reply.State.IN_PROGRESS, begun.now().state());
    }

    @Test
    void permanentReadFailures_endReplyWithFailureAndSpend() {
        List<PoeFailure> failures = List.of(
                new PoeFailure.QueryOutdated("ChatPageQuery", "hash"),
                new PoeFailure.AuthExpired("no one is signed in"),
                new PoeFailure.Blocked("a challenge", Spend.NONE),
                new PoeFailure.FormkeyUnavailable("no key"));
        for (PoeFailure failure : failures) {
            queries.chat = () -> {
                throw new PoeException(failure);
            };
            ReplyTracker tracker = tracker(10);
            tracker.onAvailabilityChange(false);

            Reply reply = tracker.followNew(origin(1), 101, 100, 0).await(DAY, update -> {});

            assertInstanceOf(failure.getClass(), failure(reply));
            assertEquals(Spend.POSSIBLE, failure(reply).spend());
        }
    }

    @Test
    void replyOfSeveralMessages_isReadCompletely() {
        queries.chat = () -> new ReplyRequests.ChatSnapshot(
                List.of(message(101, "first", "complete"), message(102, "second", "complete")), null);
        ReplyTracker tracker = tracker(10);
        tracker.onAvailabilityChange(false);

        Reply reply = tracker.followNew(origin(1), 0, 100, 0).await(DAY, update -> {});

        assertEquals("first\n\nsecond", reply.text());
        assertEquals(List.of(101L, 102L), reply.messageIds());
        assertEquals(102L, reply.messageId());
    }

    @Test
    void jobEndNeverReported_replyEndsWhenChatIsUnchanged() {
        queries.chat = () -> new ReplyRequests.ChatSnapshot(List.of(message(101, "all", "complete")), null);
        ReplyTracker tracker = tracker(10);
        LiveReply reply = tracker.followNew(origin(1), 0, 100, 7);
        ObjectNode job = JsonNodeFactory.instance.objectNode().put("jobId", 7).put("state", "running");

        tracker.onEvent(event("jobUpdated", 1, job));

        assertEquals(Reply.State.COMPLETE, reply.await(DAY, update -> {}).state());
    }

    @Test
    void growingReplyWhileChannelIsDown_readIntervalStaysShort() {
        // A clock that advances only when it is read, by far less than a silence.
        var now = new AtomicLong();
        long silence = LIMITS.deafSilence().toNanos();
        List<Long> readAt = new ArrayList<>();
        queries.chat = () -> {
            readAt.add(now.get());
            boolean whole = readAt.size() == 6;
            String text = "x".repeat(readAt.size());
            return new ReplyRequests.ChatSnapshot(List.of(message(101, text, whole ? "complete" : "incomplete")), null);
        };
        var tracker = new ReplyTracker(queries, Runnable::run, LIMITS, () -> now.addAndGet(silence / 50), 10);
        tracker.onAvailabilityChange(false);

        Reply reply = tracker.followNew(origin(1), 101, 100, 0).await(DAY, update -> {});

        assertEquals("xxxxxx", reply.text());
        for (int i = 1; i < readAt.size(); i++) {
            long pause = readAt.get(i) - readAt.get(i - 1);
            assertTrue(pause < 2 * silence, "read " + i + " came after " + pause + " ns");
        }
    }

    private static boolean wants(ReplyTracker tracker, String subscription, String key) {
        return tracker.wants(new Topic(subscription, key));
    }

    @Test
    void unfollowedChat_isOfNoUse() {
        var tracker = tracker(10);
        LiveReply followed = tracker.followNew(origin(1), 0, 100, 0);

        assertTrue(wants(tracker, "messageAdded", "1"));
        assertFalse(wants(tracker, "messageAdded", "2"));
        assertTrue(wants(tracker, "messageAdded", ""), "it may say in its data which chat it concerns");
        assertFalse(wants(tracker, "messageTextUpdated", "1"));
        assertTrue(wants(tracker, "jobCostUpdated", "7"));

        followed.close();
        assertFalse(wants(tracker, "messageAdded", "1"));
    }

    @Test
    void pendingSend_makesItsChatOfUse() {
        var tracker = tracker(10);

        PendingSend toChat = tracker.register("one", 1);
        assertTrue(wants(tracker, "messageAdded", "1"));
        assertFalse(wants(tracker, "messageAdded", "2"));
        toChat.close();

        PendingSend toNewChat = tracker.register("two", 0);
        assertTrue(wants(tracker, "messageAdded", "2"), "the new chat is not known yet");
        toNewChat.close();
        assertFalse(wants(tracker, "messageAdded", "2"));
    }
}
