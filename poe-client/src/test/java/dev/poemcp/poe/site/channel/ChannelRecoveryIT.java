package dev.poemcp.poe.site.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.Fault;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.site.config.AccountCredentials;
import dev.poemcp.poe.site.config.SiteConfig;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.session.WebSite;
import dev.poemcp.poe.site.upload.FormEncoding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the channel handles failures. A wait of a day means that the call must not wait. */
@Timeout(60)
class ChannelRecoveryIT {
    private static final Duration DAY = Duration.ofDays(1);

    private static final String EVENT = "{\"messages\":[\"{\\\"message_type\\\":\\\"subscriptionUpdate\\\","
            + "\\\"payload\\\":{\\\"unique_id\\\":\\\"viewerStateUpdated\\\","
            + "\\\"subscription_name\\\":\\\"viewerStateUpdated\\\","
            + "\\\"data\\\":{\\\"viewerStateUpdated\\\":{\\\"id\\\":\\\"x\\\"}}}}\"]}";

    private final PoeEmulator poe = PoeEmulator.start();
    private final BlockingQueue<Boolean> availability = new LinkedBlockingQueue<>();
    private final WebSite site = site();

    private WebSite site() {
        var account = poe.account();
        var credentials = new AccountCredentials(
                new Secret(account.pB()), new Secret(account.pLat()), new Secret(account.formkey()));
        return new WebSite(SiteConfig.of(poe.url(), credentials), new FormEncoding(), Clock.systemUTC());
    }

    @AfterEach
    void close() {
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
    void fullerSetsRefused_nextChannelStartsWithAcceptedSet() throws InterruptedException {
        // The gate is negotiated first, since that may take subscription requests of its own.
        site.ask(Operation.ACCOUNT_SETTINGS, Map.of());
        poe.faults().on("subscribe", Fault.graphQlError("Server Error")).times(2);
        try (var moved =
                new RealtimeChannel(gateway(), limits(DAY), new Recorder(), System::nanoTime, Clock.systemUTC())) {
            moved.ensureUp(DAY);
            assertTrue(channelBecomes(true));
            assertEquals(3, poe.requests().count("subscribe"));

            poe.channel().refetchChannel();

            assertTrue(channelBecomes(false));
            assertTrue(channelBecomes(true));
            var asked = poe.requests().of("subscribe");
            assertEquals(4, asked.size());
            assertEquals(asked.get(2).bodyText(), asked.get(3).bodyText(), "same set as the accepted one");
        }
    }

    private SiteChannelGateway gateway() {
        return new SiteChannelGateway(site);
    }

    /** The site's gateway; its first request for the settings throws. */
    private final class FailingOnce implements ChannelGateway {
        private final ChannelGateway gateway = gateway();
        private final AtomicBoolean failed = new AtomicBoolean();

        @Override
        public ChannelSettings settings(@Nullable String known) {
            if (failed.compareAndSet(false, true)) {
                throw new IllegalStateException("a bug");
            }
            return gateway.settings(known);
        }

        @Override
        public boolean subscribe(ChannelSettings settings) {
            return gateway.subscribe(settings);
        }

        @Override
        public boolean secure() {
            return gateway.secure();
        }

        @Override
        public OkHttpClient http() {
            return gateway.http();
        }

        @Override
        public Map<String, String> handshakeHeaders() {
            return gateway.handshakeHeaders();
        }
    }

    private static ChannelLimits limits(Duration pong) {
        Duration hour = Duration.ofHours(1);
        return new ChannelLimits(hour, Duration.ofSeconds(20), pong, hour, Duration.ofMillis(10), hour);
    }

    @Test
    void exceptionInChannelThread_reconnects() throws InterruptedException {
        try (var broken = new RealtimeChannel(
                new FailingOnce(), limits(DAY), new Recorder(), System::nanoTime, Clock.systemUTC())) {
            broken.ensureUp(DAY);

            assertTrue(channelBecomes(true));
        }
    }

    @Test
    void failingListener_keepsSocket() throws InterruptedException {
        ChannelListener failing = new ChannelListener() {
            @Override
            public void onEvent(Event event) {
                throw new IllegalStateException("a bug");
            }

            @Override
            public void onGap() {
                throw new IllegalStateException("a bug");
            }

            @Override
            public void onAvailabilityChange(boolean up) {
                availability.add(up);
                throw new IllegalStateException("a bug");
            }
        };
        try (var guarded = new RealtimeChannel(gateway(), limits(DAY), failing, System::nanoTime, Clock.systemUTC())) {
            guarded.ensureUp(DAY);
            assertTrue(channelBecomes(true));
            poe.channel().send(EVENT);
            poe.channel().missedMessages();
            assertTrue(channelBecomes(true));

            assertEquals(2, poe.channel().socketsOpened(), "one more, for the missed messages");
        }
    }

    private RealtimeChannel timed(AtomicReference<Instant> now, Duration pong) {
        return new RealtimeChannel(gateway(), limits(pong), new Recorder(), System::nanoTime, now::get);
    }

    @Test
    void quietSocket_isPingedBeforeSend() throws InterruptedException {
        var now = new AtomicReference<>(Instant.EPOCH);
        try (RealtimeChannel quiet = timed(now, DAY)) {
            quiet.ensureUp(DAY);
            assertTrue(channelBecomes(true));
            int pings = poe.channel().pingsReceived();
            quiet.ensureUp(DAY);
            assertEquals(pings, poe.channel().pingsReceived(), "data was just received");

            now.set(Instant.EPOCH.plusSeconds(21));

            assertEquals(ChannelStatus.UP, quiet.ensureUp(DAY));
            assertEquals(pings + 1, poe.channel().pingsReceived());
        }
    }

    @Test
    void deadSocketAfterSleep_reconnectsAfterPongTimeout() throws InterruptedException {
        var now = new AtomicReference<>(Instant.EPOCH);
        try (RealtimeChannel dead = timed(now, Duration.ofMillis(200))) {
            dead.ensureUp(DAY);
            assertTrue(channelBecomes(true));
            poe.channel().fallSilent();
            now.set(Instant.EPOCH.plusSeconds(3600));

            dead.ensureUp(DAY);

            assertTrue(channelBecomes(false));
            poe.channel().speakAgain();
            assertTrue(channelBecomes(true));
            assertTrue(poe.channel().socketsOpened() > 1);
        }
    }

    @Test
    void blackHoledSockets_callersDoNotWait() throws InterruptedException {
        var now = new AtomicReference<>(Instant.EPOCH);
        poe.channel().blackHole();
        try (RealtimeChannel hole = timed(now, Duration.ofMillis(200))) {
            hole.ensureUp(DAY);
            assertTrue(channelBecomes(false));
            assertTrue(channelBecomes(false), "the first socket sent no pong");

            hole.ensureUp(DAY);
            assertFalse(hole.isUp());

            poe.channel().speakAgain();
            assertTrue(channelBecomes(true));
        }
    }
}
