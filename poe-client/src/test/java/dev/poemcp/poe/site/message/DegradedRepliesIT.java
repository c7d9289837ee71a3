package dev.poemcp.poe.site.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.Fault;
import dev.poemcp.emulator.control.SiteBehavior;
import dev.poemcp.poe.Changes;
import dev.poemcp.poe.Chat;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.NewMessage;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Reply;
import dev.poemcp.poe.Spend;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Replies while a part of the site does not work as expected. */
class DegradedRepliesIT {
    private final LiveFixture fixture = new LiveFixture(LiveFixture.SHORT_LIMITS);
    private final PoeEmulator poe = fixture.poe;

    @AfterEach
    void close() {
        assertTrue(fixture.isIdle());
        fixture.close();
    }

    private static int chatReads(PoeEmulator poe) {
        return poe.requests().count("chatPage") + poe.requests().count("chatMessages");
    }

    @Test
    void unknownChannelSettings_replyIsReadFromChat() {
        poe.behavior().channelData(SiteBehavior.ChannelData.OTHER_SHAPE);
        poe.behavior().channelInPage(false);
        poe.bot("Haiku").says("frog");

        Reply reply = fixture.ask("Haiku", "go");

        assertEquals("frog", reply.text());
        assertEquals(1, poe.sentMessages().size());
    }

    @Test
    void consentDialog_endsWithPointsLimit() {
        poe.bot("Expensive").thenAsksConsent().thenStalls();

        Reply reply = fixture.ask("Expensive", "go");

        assertEquals(Reply.State.FAILED, reply.state());
        var limit =
                assertInstanceOf(PoeFailure.PointsLimit.class, reply.failure().orElseThrow());
        assertTrue(limit.limit().isPresent());
        assertTrue(limit.what().contains(limit.limit().get().toString()), limit.what());
    }

    @Test
    void messageAboveAccountLimit_endsWithPointsLimit() {
        poe.bot("Expensive").says("gold").costs(100_000);

        Reply reply = fixture.ask("Expensive", "go");

        assertInstanceOf(PoeFailure.PointsLimit.class, reply.failure().orElseThrow());
    }

    @Test
    void costRefused_isQueriedOnce() {
        poe.faults().on("messageInfo", Fault.outdated()).always();
        poe.faults().on("subscribe", Fault.graphQlError("Server Error")).always();
        poe.bot("Haiku").says("frog").suggests("Another");

        Reply first = fixture.ask("Haiku", "one");
        String code = first.messageCode();
        assertNotNull(code);
        poe.requests().clear();
        assertThrows(PoeException.class, () -> fixture.messages.costPoints(code));
        long queriesForTheCost = poe.requests().count("messageInfo");
        poe.requests().clear();

        Reply reply = fixture.ask("Haiku", "two");

        assertEquals("frog", reply.text());
        assertNull(reply.pointsSpent());
        assertEquals(queriesForTheCost, poe.requests().count("messageInfo"), "queried once with each known query");
    }

    @Test
    void sessionEndsDuringReply_returnsAuthExpired() {
        poe.faults().on("subscribe", Fault.graphQlError("Server Error")).always();
        poe.bot("Slow").says("half").thenStalls();

        Reply reply;
        try (LiveReply live = fixture.send("Slow", "go")) {
            live.await(Duration.ofMillis(50), update -> {});
            poe.endSession();
            reply = live.await(LiveFixture.MAX_WAIT, update -> {});
        }

        assertEquals(Reply.State.FAILED, reply.state());
        PoeFailure why = reply.failure().orElseThrow();
        assertInstanceOf(PoeFailure.AuthExpired.class, why);
        assertEquals(Spend.POSSIBLE, why.spend());
    }

    @Test
    void replyOfSeveralMessages_hasTextOfAll() {
        poe.bot("Two")
                .says("first")
                .thenNextMessage()
                .thenWaits(Duration.ofMillis(200))
                .says("second");

        Reply reply = fixture.ask("Two", "go");

        assertEquals("first\n\nsecond", reply.text());
        assertEquals(Reply.State.COMPLETE, reply.state());
    }

    @Test
    void otherBotForOneMessage_doesNotBecomeBotOfChat() {
        poe.bot("Cheap").says("cheap");
        poe.bot("Expensive").says("expensive");
        ChatRef chat = fixture.ask("Cheap", "one").chat().ref();

        try (var later = fixture.secondClient()) {
            LiveFixture.end(later.messages().send(new NewMessage("two", "Expensive", chat, List.of())));
            poe.requests().clear();
            LiveFixture.end(later.messages().send(new NewMessage("three", null, chat, List.of())));

            assertTrue(chatReads(poe) > 0, "the chat's bot was queried");
        }
    }

    @Test
    void botOfChatChangedElsewhere_isQueriedAgain() throws InterruptedException {
        try (var calm = new LiveFixture()) {
            calm.poe.bot("Cheap").says("cheap").suggests("more").withoutTitle();
            calm.poe.bot("Expensive").says("expensive").suggests("more");
            Chat chat = calm.ask("Cheap", "one").chat();
            calm.poe.requests().clear();
            LiveFixture.end(calm.send(chat.ref(), null, "two"));
            assertEquals(0, chatReads(calm.poe), "the bot of a new chat is remembered");

            awaitChange(
                    calm,
                    new Changes.Change.ChatChanged(chat.number()),
                    () -> calm.poe.otherClient().changeBotOfChat(chat.chatCode(), "Expensive"));

            assertEquals(
                    "Expensive",
                    LiveFixture.end(calm.send(chat.ref(), null, "three")).bot());
        }
    }

    @Test
    void defaultBotChangedElsewhere_isQueriedAgain() throws InterruptedException {
        poe.bot("Cheap").says("cheap").withoutTitle();
        poe.bot("Expensive").says("expensive");
        poe.otherClient().changeDefaultBot("Cheap");
        Chat marker = fixture.ask("Cheap", "marker").chat();
        assertEquals("Cheap", LiveFixture.end(fixture.send(null, null, "one")).bot());

        // Replies change the settings too, so the test waits for the change of a later event.
        awaitChange(fixture, new Changes.Change.ChatChanged(marker.number()), () -> {
            poe.otherClient().changeDefaultBot("Expensive");
            poe.otherClient().renameChat(marker.chatCode(), "later");
        });

        assertEquals(
                "Expensive", LiveFixture.end(fixture.send(null, null, "two")).bot());
    }

    /** Listeners get each event one after the other, the change feed last. */
    private static void awaitChange(LiveFixture fixture, Changes.Change wanted, Runnable event)
            throws InterruptedException {
        var received = new CountDownLatch(1);
        try (var changes = fixture.changes.subscribe(change -> {
            if (change.equals(wanted)) {
                received.countDown();
            }
        })) {
            assertNotNull(changes);
            event.run();
            assertTrue(received.await(20, TimeUnit.SECONDS));
        }
    }
}
