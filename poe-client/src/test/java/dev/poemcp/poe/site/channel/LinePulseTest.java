package dev.poemcp.poe.site.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.poemcp.poe.site.channel.LinePulse.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LinePulseTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final LinePulse pulse = new LinePulse(
            new ChannelLimits(
                    Duration.ofSeconds(30),
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
}
