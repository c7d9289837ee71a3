package dev.poemcp.poe.site.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.poemcp.poe.site.channel.KeepAlive.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeepAliveTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final KeepAlive keepAlive = new KeepAlive(
            new ChannelLimits(
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(60)),
            0);

    @Test
    void slowHandshake_isDeadAfterTimeout() {
        assertEquals(10 * SECOND, keepAlive.due(0));
        assertEquals(Verdict.ALIVE, keepAlive.check(0, 9 * SECOND));
        assertEquals(Verdict.DEAD, keepAlive.check(0, 10 * SECOND));
    }

    @Test
    void silence_isPingedAndDeadWithoutPong() {
        keepAlive.opened();

        assertEquals(30 * SECOND, keepAlive.due(0));
        assertEquals(Verdict.ALIVE, keepAlive.check(0, 29 * SECOND));
        assertEquals(Verdict.PING, keepAlive.check(0, 30 * SECOND));
        assertEquals(35 * SECOND, keepAlive.due(0));
        assertEquals(Verdict.ALIVE, keepAlive.check(0, 34 * SECOND));
        assertEquals(Verdict.DEAD, keepAlive.check(0, 35 * SECOND));
    }

    @Test
    void anythingReceivedAfterPing_meansAlive() {
        keepAlive.opened();
        keepAlive.check(0, 30 * SECOND);

        assertEquals(Verdict.ALIVE, keepAlive.check(31 * SECOND, 35 * SECOND));

        assertEquals(61 * SECOND, keepAlive.due(31 * SECOND));
        assertEquals(Verdict.PING, keepAlive.check(31 * SECOND, 61 * SECOND));
    }

    @Test
    void unscheduledPing_hasUsualTimeout() {
        keepAlive.opened();

        keepAlive.pinged(0, 10 * SECOND);
        keepAlive.pinged(0, 14 * SECOND);
        assertEquals(15 * SECOND, keepAlive.due(0), "an unanswered ping keeps its time");
        keepAlive.pinged(11 * SECOND, 14 * SECOND);

        assertEquals(19 * SECOND, keepAlive.due(11 * SECOND));
        assertEquals(Verdict.DEAD, keepAlive.check(11 * SECOND, 19 * SECOND));
    }
}
