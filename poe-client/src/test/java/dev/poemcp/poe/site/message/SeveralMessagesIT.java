package dev.poemcp.poe.site.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.SiteBuild;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.Reply;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Replies of several messages: text and ids of all, in order, whoever asks. */
class SeveralMessagesIT {
    private static final String BOTH = "First voice: la la la.\n\nSecond voice: la, la.";

    private static LiveFixture play(SiteBuild build) {
        return new LiveFixture(EmulatorOptions.defaults().withBuild(build), LiveFixture.SHORT_LIMITS);
    }

    private static void assertBoth(Reply reply) {
        assertEquals(BOTH, reply.text());
        assertEquals(2, reply.messageIds().size(), reply::toString);
        assertEquals(reply.messageIds().get(1), reply.messageId());
        assertTrue(reply.messageIds().get(0) < reply.messageIds().get(1));
        assertEquals(Reply.State.COMPLETE, reply.state());
    }

    /** The build of March 2025 names no job in a message, so only a read shows that a reply has a second one. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MARCH_2025")
    void sentReadAndRetriedReply_hasAllMessages(SiteBuild build) {
        try (var fixture = play(build)) {
            Reply sent = fixture.ask("Duet", "sing");
            var chat = sent.chat().ref();
            Reply read = LiveFixture.end(fixture.messages.follow(chat, null));
            Reply byFirst = LiveFixture.end(
                    fixture.messages.follow(chat, sent.messageIds().get(0)));
            Reply retried = LiveFixture.end(fixture.messages.retry(chat, OptionalLong.empty()));

            assertBoth(sent);
            assertEquals(sent.messageIds(), read.messageIds());
            assertBoth(read);
            assertEquals(sent.messageIds(), byFirst.messageIds());
            assertBoth(retried);
            assertTrue(retried.messageIds().get(0) > sent.messageIds().get(1), retried::toString);
        }
    }

    private static Reply now(MessagesAndChanges client, ChatRef chat) {
        try (LiveReply live = client.messages().follow(chat, null)) {
            return live.now();
        }
    }

    @ParameterizedTest
    @EnumSource
    void replyReadAfterRestart_hasAllMessages(SiteBuild build) {
        try (var fixture = play(build)) {
            Reply sent = fixture.ask("Duet", "sing");
            try (var restarted = fixture.secondClient()) {
                Reply read =
                        LiveFixture.end(restarted.messages().follow(sent.chat().ref(), null));

                assertBoth(read);
                assertEquals(sent.messageIds().get(0), read.messageIds().get(0));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void growingReplyReadAfterRestart_hasAllMessagesAtItsEnd(SiteBuild build) {
        try (var fixture = play(build)) {
            fixture.poe
                    .bot("Slowly")
                    .says("First voice: la la la.")
                    .thenNextMessage()
                    .says("Second voice: ")
                    .thenWaits(Duration.ofSeconds(1))
                    .says("la, la.");
            try (LiveReply live = fixture.send("Slowly", "sing");
                    var restarted = fixture.secondClient()) {
                var chat = live.now().chat().ref();
                Reply growing;
                do {
                    growing = now(restarted, chat);
                } while (growing.messageIds().size() < 2);
                Reply read = LiveFixture.end(restarted.messages().follow(chat, null));

                assertEquals(Reply.State.IN_PROGRESS, growing.state(), growing::toString);
                assertBoth(read);
            }
        }
    }
}
