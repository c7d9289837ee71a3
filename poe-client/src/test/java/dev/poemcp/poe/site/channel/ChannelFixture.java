package dev.poemcp.poe.site.channel;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.site.config.AccountCredentials;
import dev.poemcp.poe.site.config.SiteConfig;
import dev.poemcp.poe.site.config.SiteLimits;
import dev.poemcp.poe.site.session.WebSite;
import dev.poemcp.poe.site.upload.FormEncoding;
import java.time.Clock;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An emulator, a site session for it, and the availability of a channel as its listener learns of it. */
final class ChannelFixture implements AutoCloseable {
    /** A frame with one event. */
    static final String EVENT = "{\"messages\":[\"{\\\"message_type\\\":\\\"subscriptionUpdate\\\","
            + "\\\"payload\\\":{\\\"unique_id\\\":\\\"viewerStateUpdated\\\","
            + "\\\"subscription_name\\\":\\\"viewerStateUpdated\\\","
            + "\\\"data\\\":{\\\"viewerStateUpdated\\\":{\\\"id\\\":\\\"x\\\"}}}}\"]}";

    final PoeEmulator poe = PoeEmulator.start();
    final WebSite site;
    final BlockingQueue<Boolean> availability = new LinkedBlockingQueue<>();

    ChannelFixture(SiteLimits limits) {
        var account = poe.account();
        var credentials = new AccountCredentials(
                new Secret(account.pB()), new Secret(account.pLat()), new Secret(account.formkey()));
        site = new WebSite(
                SiteConfig.of(poe.url(), credentials).withLimits(limits), new FormEncoding(), Clock.systemUTC());
    }

    /** A listener that records the availability. */
    ChannelListener recorder() {
        return new Recorder();
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

    boolean channelBecomes(boolean wanted) throws InterruptedException {
        Boolean seen;
        do {
            seen = availability.poll(20, TimeUnit.SECONDS);
        } while (seen != null && seen != wanted);
        return seen != null;
    }

    @Override
    public void close() {
        site.close();
        poe.close();
    }
}
