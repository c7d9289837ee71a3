package dev.poemcp.poe.site.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.Fault;
import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.Reply;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever happens to the socket, the text is complete and the message is sent once. */
class ChannelFaultIT {
    private final LiveFixture fixture =
            new LiveFixture(LiveFixture.SHORT_LIMITS.withPing(Duration.ofMillis(300), Duration.ofMillis(300)));
    private final PoeEmulator poe = fixture.poe;

    @AfterEach
    void close() {
        assertTrue(fixture.isIdle());
        fixture.close();
    }

    /** What happens to the channel while a reply grows. */
    enum ChannelFault {
        CLOSED(poe -> poe.channel().cut()),
        DROPPED(poe -> poe.channel().abort()),
        DROPPED_AND_SETTINGS_FAIL(poe -> {
            poe.faults().on("channelSettings", Fault.status(500)).times(2);
            poe.channel().missedMessages();
        }),
        MUTE(poe -> poe.channel().fallSilent()),
        FRAMES_LOST(poe -> poe.channel().loseFrames(1000)),
        FRAMES_DOUBLED(poe -> poe.channel().doubleFrames(1000)),
        REFETCH(poe -> poe.channel().refetchChannel()),
        MISSED(poe -> poe.channel().missedMessages()),
        UNKNOWN_ERROR(poe -> poe.channel().error("something_new")),
        INVALID_FRAME(poe -> poe.channel().send("}{ invalid")),
        SOCKET_REFUSED(poe -> {
            poe.faults().on("socket", Fault.status(403)).times(2);
            poe.channel().abort();
        });

        @SuppressWarnings("ImmutableEnumChecker") // a test case, never changed
        final Consumer<PoeEmulator> action;

        ChannelFault(Consumer<PoeEmulator> action) {
            this.action = action;
        }
    }

    @ParameterizedTest
    @EnumSource
    void channelFault_textIsCompleteAndSentOnce(ChannelFault channelFault) {
        poe.bot("Story").says("one ", "two ", "three ", "four ", "five ", "six").every(Duration.ofMillis(60));

        Reply reply;
        try (LiveReply live = fixture.send("Story", "tell")) {
            live.await(Duration.ofMillis(100), update -> {});
            channelFault.action.accept(poe);
            reply = live.await(LiveFixture.MAX_WAIT, update -> {});
        }

        assertEquals(Reply.State.COMPLETE, reply.state());
        assertEquals("one two three four five six", reply.text());
        assertEquals(1, poe.sentMessages().size());
    }

    @Test
    void endlessFrame_closesSocket() {
        poe.bot("Haiku").says("frog");
        fixture.ask("Haiku", "one");

        poe.channel().send("{\"messages\":[\"" + "x".repeat(40_000_000) + "\"]}");
        Reply reply = fixture.ask("Haiku", "two");

        assertEquals("frog", reply.text());
        assertEquals(2, poe.channel().socketsOpened(), "the socket was closed because of it");
    }

    @Test
    void channelUnavailable_replyIsReadFromChat() {
        poe.faults().on("socket", Fault.status(500)).always();
        poe.bot("Haiku").says("frog");

        Reply reply = fixture.ask("Haiku", "go");

        assertEquals("frog", reply.text());
        assertEquals(1, poe.sentMessages().size());
    }

    @Test
    void outdatedSubscriptions_replyIsReadFromChat() {
        poe.faults().on("subscribe", Fault.graphQlError("Server Error")).always();
        poe.bot("Haiku").says("frog");

        assertEquals("frog", fixture.ask("Haiku", "go").text());
    }

    @Test
    void unansweredPing_reconnects() {
        poe.bot("Haiku").says("frog");
        fixture.ask("Haiku", "one");
        poe.channel().fallSilent();
        poe.bot("Slow").thenWaits(Duration.ofMillis(1500)).says("late");

        Reply reply = fixture.ask("Slow", "two");

        assertEquals("late", reply.text());
        assertTrue(poe.channel().pingsReceived() > 0);
        assertTrue(poe.channel().socketsOpened() > 1);
    }

    @Test
    void pingOfSite_socketIsKept() {
        try (var calm = new LiveFixture()) {
            calm.poe.bot("Haiku").says("frog").suggests("more");

            calm.ask("Haiku", "one");
            calm.poe.channel().ping();
            calm.ask("Haiku", "two");

            assertEquals(1, calm.poe.channel().socketsOpened());
            assertEquals(1, calm.poe.channel().openSockets());
            assertEquals(1, calm.poe.requests().count("subscribe"));
        }
    }
}
