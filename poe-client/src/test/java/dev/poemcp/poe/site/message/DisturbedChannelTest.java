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

/** Whatever happens to the socket, the text is whole and the message is sent once. */
class DisturbedChannelTest {
    private final LiveFixture fixture = new LiveFixture(LiveFixture.HASTY);
    private final PoeEmulator poe = fixture.poe;

    @AfterEach
    void close() {
        assertTrue(fixture.isIdle());
        fixture.close();
    }

    /** What is done to the channel while an answer grows. */
    enum Disturbance {
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
        RUBBISH(poe -> poe.channel().send("}{ rubbish")),
        SOCKET_REFUSED(poe -> {
            poe.faults().on("socket", Fault.status(403)).times(2);
            poe.channel().abort();
        });

        @SuppressWarnings("ImmutableEnumChecker") // a test case, never changed
        final Consumer<PoeEmulator> fault;

        Disturbance(Consumer<PoeEmulator> fault) {
            this.fault = fault;
        }
    }

    @ParameterizedTest
    @EnumSource
    void textIsWholeAndSentOnce(Disturbance disturbance) {
        poe.bot("Story").says("one ", "two ", "three ", "four ", "five ", "six").every(Duration.ofMillis(60));

        Reply reply;
        try (LiveReply live = fixture.send("Story", "tell")) {
            live.await(Duration.ofMillis(100), update -> {});
            disturbance.fault.accept(poe);
            reply = live.await(LiveFixture.PATIENCE, update -> {});
        }

        assertEquals(Reply.State.COMPLETE, reply.state());
        assertEquals("one two three four five six", reply.text());
        assertEquals(1, poe.sentMessages().size());
    }

    @Test
    void frameWithoutEndIsNotTakenIntoMemory() {
        poe.bot("Haiku").says("frog");
        fixture.ask("Haiku", "one");

        poe.channel().send("{\"messages\":[\"" + "x".repeat(40_000_000) + "\"]}");
        Reply reply = fixture.ask("Haiku", "two");

        assertEquals("frog", reply.text());
        assertEquals(2, poe.channel().socketsOpened(), "the socket was given up for it");
    }

    @Test
    void channelThatCanNotBeHadIsDoneWithout() {
        poe.faults().on("socket", Fault.status(500)).always();
        poe.bot("Haiku").says("frog");

        Reply reply = fixture.ask("Haiku", "go");

        assertEquals("frog", reply.text());
        assertEquals(1, poe.sentMessages().size());
    }

    @Test
    void subscriptionsThatAreOutdatedAreDoneWithout() {
        poe.faults().on("subscribe", Fault.graphQlError("Server Error")).always();
        poe.bot("Haiku").says("frog");

        assertEquals("frog", fixture.ask("Haiku", "go").text());
    }

    @Test
    void socketIsPingedAndOpenedAnewWhenItDoesNotAnswer() {
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
    void pingOfTheSiteIsAnsweredAndOneSocketServesAll() {
        poe.bot("Haiku").says("frog");

        fixture.ask("Haiku", "one");
        poe.channel().ping();
        fixture.ask("Haiku", "two");

        assertEquals(1, poe.channel().socketsOpened());
        assertEquals(1, poe.channel().openSockets());
        assertEquals(1, poe.requests().count("subscribe"));
    }
}
