package dev.poemcp.poe.site.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.Fault;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.site.config.SiteLimits;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.session.WebSite;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.WebSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the channel handles failures. A wait of a day means that the call must not wait. */
@Timeout(60)
class ChannelRecoveryIT {
    private static final Duration DAY = Duration.ofDays(1);

    private final ChannelFixture fixture = new ChannelFixture(SiteLimits.DEFAULTS);
    private final PoeEmulator poe = fixture.poe;
    private final WebSite site = fixture.site;

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void fullerSetsRefused_nextChannelStartsWithAcceptedSet() throws InterruptedException {
        // The gate is negotiated first, since that may take subscription requests of its own.
        site.ask(Operation.ACCOUNT_SETTINGS, Map.of());
        poe.faults().on("subscribe", Fault.graphQlError("Server Error")).times(2);
        try (var moved =
                new RealtimeChannel(gateway(), limits(DAY), fixture.recorder(), System::nanoTime, Clock.systemUTC())) {
            moved.ensureUp(DAY);
            assertTrue(fixture.channelBecomes(true));
            assertEquals(3, poe.requests().count("subscribe"));

            poe.channel().refetchChannel();

            assertTrue(fixture.channelBecomes(false));
            assertTrue(fixture.channelBecomes(true));
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
        private final RuntimeException failure;
        private final ChannelGateway gateway = gateway();
        private final AtomicBoolean failed = new AtomicBoolean();

        FailingOnce(RuntimeException failure) {
            this.failure = failure;
        }

        @Override
        public ChannelSettings settings(@Nullable String known) {
            if (failed.compareAndSet(false, true)) {
                throw failure;
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
        public WebSocket.Factory webSockets() {
            return gateway.webSockets();
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
                new FailingOnce(new IllegalStateException("a bug")),
                limits(DAY),
                fixture.recorder(),
                System::nanoTime,
                Clock.systemUTC())) {
            broken.ensureUp(DAY);

            assertTrue(fixture.channelBecomes(true));
        }
    }

    @Test
    void preparedChannel_isClosedUnlessNeeded() throws InterruptedException {
        Duration hour = Duration.ofHours(1);
        AtomicLong passed = new AtomicLong();
        var limits = new ChannelLimits(
                Duration.ofMillis(20), hour, Duration.ofSeconds(3), hour, Duration.ofMillis(10), hour);
        try (var prepared = new RealtimeChannel(
                gateway(), limits, fixture.recorder(), () -> System.nanoTime() + passed.get(), Clock.systemUTC())) {
            prepared.prepare();
            assertTrue(fixture.channelBecomes(true));

            passed.set(Duration.ofMinutes(6).toNanos());
            assertTrue(fixture.channelBecomes(false));
            assertFalse(prepared.isUp());

            prepared.ensureUp(DAY);
            assertTrue(fixture.channelBecomes(true));
        }
    }

    @Test
    void failedPreparation_isNotRepeatedUntilNeeded() throws InterruptedException {
        try (var prepared = new RealtimeChannel(
                new FailingOnce(new PoeException(new PoeFailure.Network("no route", Spend.NONE))),
                limits(DAY),
                fixture.recorder(),
                System::nanoTime,
                Clock.systemUTC())) {
            prepared.prepare();
            assertTrue(fixture.channelBecomes(false));

            prepared.ensureUp(DAY);

            assertTrue(fixture.channelBecomes(true));
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
                fixture.availability.add(up);
                throw new IllegalStateException("a bug");
            }
        };
        try (var guarded = new RealtimeChannel(gateway(), limits(DAY), failing, System::nanoTime, Clock.systemUTC())) {
            guarded.ensureUp(DAY);
            assertTrue(fixture.channelBecomes(true));
            poe.channel().send(ChannelFixture.EVENT);
            poe.channel().missedMessages();
            assertTrue(fixture.channelBecomes(true));

            assertEquals(2, poe.channel().socketsOpened(), "one more, for the missed messages");
        }
    }

    private RealtimeChannel timed(AtomicReference<Instant> now, Duration pong) {
        return new RealtimeChannel(gateway(), limits(pong), fixture.recorder(), System::nanoTime, now::get);
    }

    @Test
    void quietSocket_isPingedBeforeSend() throws InterruptedException {
        var now = new AtomicReference<>(Instant.EPOCH);
        try (RealtimeChannel quiet = timed(now, DAY)) {
            quiet.ensureUp(DAY);
            assertTrue(fixture.channelBecomes(true));
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
            assertTrue(fixture.channelBecomes(true));
            poe.channel().fallSilent();
            now.set(Instant.EPOCH.plusSeconds(3600));

            dead.ensureUp(DAY);

            assertTrue(fixture.channelBecomes(false));
            poe.channel().speakAgain();
            assertTrue(fixture.channelBecomes(true));
            assertTrue(poe.channel().socketsOpened() > 1);
        }
    }

    @Test
    void blackHoledSockets_callersDoNotWait() throws InterruptedException {
        var now = new AtomicReference<>(Instant.EPOCH);
        poe.channel().blackHole();
        try (RealtimeChannel hole = timed(now, Duration.ofMillis(200))) {
            hole.ensureUp(DAY);
            assertTrue(fixture.channelBecomes(false));
            assertTrue(fixture.channelBecomes(false), "the first socket sent no pong");

            hole.ensureUp(DAY);
            assertFalse(hole.isUp());

            poe.channel().speakAgain();
            assertTrue(fixture.channelBecomes(true));
        }
    }
}
