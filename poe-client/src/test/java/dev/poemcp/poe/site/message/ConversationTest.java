package dev.poemcp.poe.site.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.Reply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConversationTest {
    private final LiveFixture fixture = new LiveFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void answerGrowsToItsWholeTextAndIsPaidFor() {
        fixture.poe.bot("Haiku").says("old pond ", "frog leaps in ", "splash").costs(30);
        List<String> texts = new ArrayList<>();

        Reply reply;
        try (LiveReply live = fixture.send("Haiku", "a haiku please")) {
            reply = live.await(LiveFixture.PATIENCE, update -> texts.add(update.text()));
        }

        assertEquals(Reply.State.COMPLETE, reply.state());
        assertEquals("old pond frog leaps in splash", reply.text());
        assertEquals("old pond frog leaps in splash", texts.get(texts.size() - 1));
        assertEquals(30L, reply.pointsSpent());
        assertEquals("Haiku", reply.bot());
        assertNotNull(reply.userMessageId());
        assertNotNull(reply.messageId());
        assertEquals(1, fixture.poe.sentMessages().size());
        assertEquals(fixture.poe.sentMessages().get(0).messageId(), reply.userMessageId());
        assertTrue(fixture.isIdle(), "nothing is kept of a closed answer");
    }
}
