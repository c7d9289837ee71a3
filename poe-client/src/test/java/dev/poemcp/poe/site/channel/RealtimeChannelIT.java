package dev.poemcp.poe.site.channel;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.Fault;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.site.config.AccountCredentials;
import dev.poemcp.poe.site.config.SiteConfig;
import dev.poemcp.poe.site.config.SiteLimits;
import dev.poemcp.poe.site.session.WebSite;
import dev.poemcp.poe.site.upload.FormEncoding;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
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

    private static final String EVENT = "{\"messages\":[\"{\\\"message_type\\\":\\\"subscriptionUpdate\\\","
            + "\\\"payload\\\":{\\\"unique_id\\\":\\\"viewerStateUpdated\\\","
            + "\\\"subscription_name\\\":\\\"viewerStateUpdated\\\","
            + "\\\"data\\\":{\\\"viewerStateUpdated\\\":{\\\"id\\\":\\\"x\\\"}}}}\"]}";

    private final PoeEmulator poe = PoeEmulator.start();
    private final BlockingQueue<Boolean> availability = new LinkedBlockingQueue<>();
    private final WebSite site = site(LIMITS);
    private final RealtimeChannel channel = new RealtimeChannel(site, new Recorder());

    private WebSite site(SiteLimits limits) {
        var account = poe.account();
        var credentials = new AccountCredentials(
                new Secret(account.pB()), new Secret(account.pLat()), new Secret(account.formkey()));
        return new WebSite(
                SiteConfig.of(poe.url(), credentials).withLimits(limits), new FormEncoding(), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        channel.close();
        site.close();
        poe.close();
    }

    private final class Recorder implements ChannelListener {
        @Override
        public void onEvent(Event event) {
            // Only the availability matters here.
        }

        @Override
        public void onGap() {
            // As above.
        }

        @Override
        public void onAvailabilityChange(boolean up) {
            availability.add(up);
        }
    }

    private boolean channelBecomes(boolean wanted) throws InterruptedException {
        Boolean seen;
        do {
            seen = availability.poll(20, TimeUnit.SECONDS);
        } while (seen != null && seen != wanted);
        return seen != null;
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
            poe.channel().send(EVENT);
            up = availability.poll(100, TimeUnit.MILLISECONDS);
        }

        assertTrue(channel.isUp());
    }

    @Test
    void healthyChannel_isUpWithoutEvents() throws InterruptedException {
        channel.ensureUp(DAY);

        assertTrue(channelBecomes(true));
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
