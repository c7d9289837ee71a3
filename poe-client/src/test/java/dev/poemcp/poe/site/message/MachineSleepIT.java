package dev.poemcp.poe.site.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.control.EmulatorOptions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** A machine that slept, over TLS and HTTP/2: all connections are dead, without any error. */
@Timeout(120)
@Isolated("sets the trust store of the whole process")
class MachineSleepIT {
    /** Every send finds the socket quiet; HTTP alone would detect a dead connection only after an hour. */
    private final LiveFixture fixture = new LiveFixture(
            EmulatorOptions.defaults().withTls(),
            LiveFixture.SHORT_LIMITS
                    .withPing(Duration.ofHours(1), Duration.ofMillis(500))
                    .withQuietBeforeSend(Duration.ZERO)
                    .withHttpPing(Duration.ofHours(1)));

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void messageAfterSleep_isSentOnceOnNewConnections() {
        fixture.poe.bot("Haiku").says("frog");
        fixture.ask("Haiku", "one");
        fixture.poe.connections().blackHole();

        assertEquals("frog", fixture.ask("Haiku", "two").text());

        assertEquals(2, fixture.poe.sentMessages().size());
        assertTrue(fixture.poe.channel().socketsOpened() > 1);
    }
}
