package dev.poemcp.poe.site.channel;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.site.channel.ChannelSignals.Signal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the socket open with blocking code on its own thread: settings, then subscription while the socket opens, then
 * waits for a reason to start again. Nobody is told that it is open before both are done. Received events do not pass
 * through this thread. Source: docs/poe-protocol.md §5.9.
 */
final class ReconnectLoop implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(ReconnectLoop.class);

    /** Receives status changes; its methods must return at once. */
    interface Reporter {
        /** An attempt to open the channel begins. */
        void attempting();

        /**
         * The channel is closed and stays closed until somebody needs it.
         *
         * @return false if somebody has needed it before; then nothing changes
         */
        boolean rest();

        /** @param reason why the settings or the subscription failed; null for any other change */
        void report(ChannelStatus status, @Nullable PoeException reason);

        /** The socket received something. */
        void received();
    }

    private final ChannelGateway gateway;
    private final ChannelLimits limits;
    private final Reporter reporter;
    private final LongSupplier nanoTime;
    private final InstantSource clock;
    private final Backoff backoff;
    private final StatusTracker status;
    private final FrameHandler frameHandler;
    private final ChannelRegistration registration;
    private final ChannelSignals signals = new ChannelSignals();
    private volatile @Nullable RealtimeSocket current;

    ReconnectLoop(
            ChannelGateway gateway,
            ChannelLimits limits,
            ChannelListener delegate,
            Reporter reporter,
            LongSupplier nanoTime,
            InstantSource clock) {
        ChannelListener listener = new SafeListener(delegate);
        this.gateway = gateway;
        this.limits = limits;
        this.reporter = reporter;
        this.nanoTime = nanoTime;
        this.clock = clock;
        this.status = new StatusTracker(listener, reporter);
        this.backoff = new Backoff(limits.firstPause(), limits.longestPause(), nanoTime);
        this.frameHandler = new FrameHandler(listener, this::onFrame);
        this.registration = new ChannelRegistration(gateway, frameHandler);
    }

    /** A caller waits for the channel. */
    void requestConnection() {
        signals.add(null, ChannelSignals.Type.NEEDED);
    }

    /** How long the open socket has received nothing. */
    Duration silence() {
        RealtimeSocket socket = current;
        return socket == null ? Duration.ZERO : socket.silence();
    }

    /** Pings the socket now; if no pong comes, it is reconnected. */
    void probe() {
        signals.add(null, ChannelSignals.Type.PROBE);
    }

    void stop() {
        signals.stop();
    }

    @Override
    public void run() {
        try {
            while (!signals.isStopped()) {
                Duration pause = backoff.next();
                if (!pause.isZero()) {
                    sleep(pause);
                }
                if (!signals.isStopped()) {
                    reporter.attempting();
                    attempt();
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            reporter.report(ChannelStatus.DOWN, null);
        }
    }

    private void attempt() throws InterruptedException {
        try {
            ChannelSettings settings = registration.locate();
            CloseReason reason = runSocket(settings);
            log.debug("The realtime socket ended: {}", reason);
            registration.closed(reason);
            if (reason == CloseReason.UNUSED || reporter.rest()) {
                rest();
            } else {
                status.ended(null);
            }
        } catch (PoeException failed) {
            log.debug("No realtime channel: {}", failed.getMessage());
            if (reporter.rest()) {
                rest();
                return;
            }
            status.ended(failed);
            if (ChannelGateway.isPermanent(failed)) {
                awaitDemand();
            }
        } catch (RuntimeException bug) {
            // The thread must survive a bug: without it every reply would be read from the chat from now on.
            log.error("The realtime channel failed (incident {}); reconnecting.", SafeListener.incident(), bug);
            status.ended(null);
            // The settings may be the cause, so they are requested again.
            registration.closed(CloseReason.REFUSED);
        }
    }

    /** Opens a socket and returns when it has ended. */
    private CloseReason runSocket(ChannelSettings settings) throws InterruptedException {
        int node = ChannelSettings.randomNode();
        Optional<HttpUrl> url = settings.socketUrl(gateway.secure(), node, registration.useAnnouncedUrl());
        if (url.isEmpty()) {
            return CloseReason.REFUSED;
        }
        var socket = new RealtimeSocket(gateway.webSockets(), new SignalingListener(), nanoTime, clock);
        frameHandler.attach(socket);
        status.begin(socket);
        current = socket;
        socket.open(url.get(), gateway.handshakeHeaders());
        try {
            // While the handshake is under way.
            registration.register(settings);
            return new SocketMonitor(socket, limits, registration, status, nanoTime, reporter::rest).await(signals);
        } finally {
            current = null;
            socket.close();
        }
    }

    /** Waits; a request for the channel shortens the pause, but not below the first one, to limit the attempts. */
    private void sleep(Duration pause) throws InterruptedException {
        long startedAt = nanoTime.getAsLong();
        long until = pause.toNanos();
        while (!signals.isStopped()) {
            long left = until - (nanoTime.getAsLong() - startedAt);
            Signal signal = signals.poll(left);
            if (signal == null) {
                return;
            }
            if (signal.type() == ChannelSignals.Type.NEEDED) {
                until = Math.min(until, limits.firstPause().toNanos());
            }
        }
    }

    private void rest() throws InterruptedException {
        status.rested();
        backoff.reset();
        awaitDemand();
    }

    private void awaitDemand() throws InterruptedException {
        while (!signals.isStopped() && signals.take().type() != ChannelSignals.Type.NEEDED) {
            log.trace("No caller needs the channel yet.");
        }
    }

    /** Handles the control parts of a frame. Runs on the socket's thread. */
    private void onFrame(RealtimeSocket socket, Frame frame) {
        if (frame.refetch()) {
            signals.add(socket, ChannelSignals.Type.REFETCH);
        } else if (frame.error() != null) {
            if (!Frame.MISSED_MESSAGES.equals(frame.error())) {
                log.warn("The realtime channel reported \"{}\"; reconnecting.", frame.error());
            }
            signals.add(socket, ChannelSignals.Type.MISSED);
        } else {
            backoff.reset();
        }
        status.received(socket, frame.hasUpdates(), registration.isSubscribed());
    }

    private final class SignalingListener implements RealtimeSocket.SocketListener {
        @Override
        public void opened(RealtimeSocket socket) {
            signals.add(socket, ChannelSignals.Type.OPENED);
        }

        @Override
        public void text(RealtimeSocket socket, String text) {
            frameHandler.handle(socket, text);
        }

        @Override
        public void ended(RealtimeSocket socket, int refusal, String why) {
            log.debug("The realtime socket failed (HTTP {}): {}", refusal, why);
            signals.add(socket, refusal == 0 ? ChannelSignals.Type.ENDED : ChannelSignals.Type.REFUSED);
        }
    }
}
