package dev.poemcp.poe.site.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.poemcp.poe.site.channel.KeepAlive.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeepAliveTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final KeepAlive pulse = new KeepAlive(
            new ChannelLimits(
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(60)),
            0);

    @Test
    void handshakeHasItsTime() {
        assertEquals(10 * SECOND, pulse.due(0));
        assertEquals(Verdict.ALIVE, pulse.check(0, 9 * SECOND));
        assertEquals(Verdict.DEAD, pulse.check(0, 10 * SECOND));
    }

    @Test
    void silenceIsAnsweredByAPingAndNoAnswerByAnEnd() {
        pulse.opened();

        assertEquals(30 * SECOND, pulse.due(0));
        assertEquals(Verdict.ALIVE, pulse.check(0, 29 * SECOND));
        assertEquals(Verdict.PING, pulse.check(0, 30 * SECOND));
        assertEquals(35 * SECOND, pulse.due(0));
        assertEquals(Verdict.ALIVE, pulse.check(0, 34 * SECOND));
        assertEquals(Verdict.DEAD, pulse.check(0, 35 * SECOND));
    }

    @Test
    void anythingHeardAfterAPingIsLife() {
        pulse.opened();
        pulse.check(0, 30 * SECOND);

        assertEquals(Verdict.ALIVE, pulse.check(31 * SECOND, 35 * SECOND));

        assertEquals(61 * SECOND, pulse.due(31 * SECOND));
        assertEquals(Verdict.PING, pulse.check(31 * SECOND, 61 * SECOND));
    }

    @Test
    void pingOutOfTurn_isAnsweredInTheUsualTime() {
        pulse.opened();

        pulse.pinged(0, 10 * SECOND);
        pulse.pinged(0, 14 * SECOND);
        assertEquals(15 * SECOND, pulse.due(0), "the first one counts as long as it is unanswered");
        pulse.pinged(11 * SECOND, 14 * SECOND);

        assertEquals(19 * SECOND, pulse.due(11 * SECOND));
        assertEquals(Verdict.DEAD, pulse.check(11 * SECOND, 19 * SECOND));
    }
}
