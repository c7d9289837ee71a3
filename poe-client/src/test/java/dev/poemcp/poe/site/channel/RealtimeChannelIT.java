package dev.poemcp.poe.site.channel;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.Fault;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.site.config.SiteLimits;
import dev.poemcp.poe.site.session.WebSite;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a caller waits for the channel and when not. A wait of a day means that the call must not wait. */
@Timeout(60)
class RealtimeChannelIT {
    private static final Duration DAY = Duration.ofDays(1);

    /** Background attempts are an hour apart, so that none can end a wait by chance. */
    private static final SiteLimits LIMITS =
            SiteLimits.DEFAULTS.withFirstBackOff(Duration.ofHours(1)).withConnect(Duration.ofHours(1));

    private final ChannelFixture fixture = new ChannelFixture(LIMITS);
    private final PoeEmulator poe = fixture.poe;
    private final WebSite site = fixture.site;
    private final RealtimeChannel channel = new RealtimeChannel(site, fixture.recorder());

    @AfterEach
    void close() {
        channel.close();
        fixture.close();
    }

    @Test
    void subscriptionsRefused_laterCallersDoNotWait() throws InterruptedException {
        poe.faults().on("subscribe", Fault.graphQlError("Server Error")).always();
        channel.ensureUp(DAY);

        channel.ensureUp(DAY);

        assertFalse(channel.isUp());
    }

    @Test
    void socketRefused_laterCallersDoNotWait() throws InterruptedException {
        poe.faults().on("socket", Fault.status(500)).always();
        channel.ensureUp(DAY);

        channel.ensureUp(DAY);

        assertFalse(channel.isUp());
    }

    @Test
    void silentHandshake_onlyFirstCallerWaits() throws InterruptedException {
        poe.faults().on("socket", Fault.silence()).always();
        channel.ensureUp(Duration.ofMillis(300));

        channel.ensureUp(DAY);

        assertFalse(channel.isUp());
    }

    @Test
    void eventWithoutSubscriptions_meansUp() throws InterruptedException {
        poe.faults().on("subscribe", Fault.graphQlError("Server Error")).always();
        channel.ensureUp(DAY);

        // The client may see the socket open before the emulator does; the first frame would then be lost.
        Boolean up = false;
        for (int sent = 0; sent < 200 && !Boolean.TRUE.equals(up); sent++) {
            poe.channel().send(ChannelFixture.EVENT);
            up = fixture.availability.poll(100, TimeUnit.MILLISECONDS);
        }

        assertTrue(channel.isUp());
    }

    @Test
    void healthyChannel_isUpWithoutEvents() throws InterruptedException {
        channel.ensureUp(DAY);

        assertTrue(fixture.channelBecomes(true));
    }

    @Test
    void unknownSettings_callerGetsNoFailure() throws InterruptedException {
        poe.faults()
                .on("channelSettings", Fault.status(200, Map.of(), "{\"channels\":[]}"))
                .always();
        poe.faults().on("home", Fault.html()).always();

        channel.ensureUp(DAY);

        assertFalse(channel.isUp());
    }

    @Test
    void expiredSession_throwsAuthExpired() {
        poe.endSession();

        PoeException failed = assertThrows(PoeException.class, () -> channel.ensureUp(DAY));

        assertInstanceOf(PoeFailure.AuthExpired.class, failed.failure());
    }
}
