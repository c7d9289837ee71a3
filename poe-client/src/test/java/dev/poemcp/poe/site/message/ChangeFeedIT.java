package dev.poemcp.poe.site.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.Changes.Change;
import dev.poemcp.poe.Reply;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Changes of the account for listeners. */
class ChangeFeedIT {
    private final LiveFixture fixture = new LiveFixture(LiveFixture.SHORT_LIMITS);
    private final Set<Change> received = new HashSet<>();
    private final BlockingQueue<Change> changes = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        fixture.close();
    }

    /** In any order. */
    private boolean arrives(Change wanted) throws InterruptedException {
        while (!received.contains(wanted)) {
            Change next = changes.poll(5, TimeUnit.SECONDS);
            if (next == null) {
                return false;
            }
            received.add(next);
        }
        return true;
    }

    @Test
    void newMessage_changesChatListAndSettings() throws InterruptedException {
        fixture.poe.bot("Haiku").says("old ", "pond");
        try (var subscription = fixture.changes.subscribe(changes::add)) {
            assertNotNull(subscription);
            Reply reply = fixture.ask("Haiku", "go");

            assertTrue(arrives(new Change.ChatChanged(reply.chat().number())));
            assertTrue(arrives(new Change.ChatsChanged()));
            assertTrue(arrives(new Change.SettingsChanged()));
        }
    }

    @Test
    void costOfReply_isReportedWithJob() throws InterruptedException {
        fixture.poe.bot("Haiku").says("frog").costs(7);
        try (var subscription = fixture.changes.subscribe(changes::add)) {
            assertNotNull(subscription);
            Reply reply = fixture.ask("Haiku", "go");

            assertNotNull(reply.jobId());
            assertTrue(arrives(new Change.CostKnown(reply.jobId(), 7)), received::toString);
        }
    }

    @Test
    void lostEvents_areReportedAsGap() throws InterruptedException {
        fixture.poe.bot("Haiku").says("frog");
        try (var subscription = fixture.changes.subscribe(changes::add)) {
            assertNotNull(subscription);
            fixture.ask("Haiku", "go");

            fixture.poe.channel().missedMessages();

            assertTrue(arrives(new Change.Gap()));
        }
    }

    @Test
    void closedSubscription_receivesNothing() {
        fixture.poe.bot("Haiku").says("frog");
        fixture.changes.subscribe(changes::add).close();

        fixture.ask("Haiku", "go");

        assertEquals(0, changes.size());
    }
}
