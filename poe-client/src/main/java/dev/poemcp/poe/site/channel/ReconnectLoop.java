package dev.poemcp.poe.site.channel;

import dev.poemcp.poe.PoeException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the socket open with blocking code on its own thread: settings, subscription, socket, in this order
 * (docs/poe-protocol.md §5.9), then waits for a reason to start again. Received events do not pass through this thread.
 */
final class ReconnectLoop implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(ReconnectLoop.class);

    /** Receives status changes; its methods must return at once. */
    interface Reporter {
        /** An attempt to open the channel begins. */
        void attempting();

        /** @param reason why the settings or the subscription failed; null for any other change */
        void report(ChannelStatus status, @Nullable PoeException reason);

        /** The socket received something. */
        void received();
    }

    private enum SignalType {
        OPENED,
        ENDED,
        REFUSED,
        MISSED,
        REFETCH,
        NEEDED,
        PROBE,
        STOP
    }

    private record Signal(@Nullable RealtimeSocket from, SignalType type) {}

    private final ChannelGateway gateway;
    private final ChannelLimits limits;
    private final Reporter reporter;
    private final LongSupplier nanoTime;
    private final InstantSource clock;
    private final Backoff backoff;
    private final StatusTracker status;
    private final FrameHandler frameHandler;
    private final ChannelRegistration registration;
    private final BlockingQueue<Signal> signals = new ArrayBlockingQueue<>(64);
    private volatile @Nullable RealtimeSocket current;
    private volatile boolean stopped;

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
        signal(null, SignalType.NEEDED);
    }

    /** How long the open socket has received nothing. */
    Duration silence() {
        RealtimeSocket socket = current;
        return socket == null ? Duration.ZERO : socket.silence();
    }

    /** Pings the socket now; if no pong comes, it is reconnected. */
    void probe() {
        signal(null, SignalType.PROBE);
    }

    void stop() {
        stopped = true;
        signal(null, SignalType.STOP);
    }

    /** A full queue already holds enough reasons to act, so one more may be dropped. */
    private void signal(@Nullable RealtimeSocket from, SignalType type) {
        boolean queued = signals.offer(new Signal(from, type));
        if (!queued) {
            log.debug("The signal queue is full; {} is dropped.", type);
        }
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                Duration pause = backoff.next();
                if (!pause.isZero()) {
                    sleep(pause);
                }
                if (!stopped) {
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
            status.ended();
            registration.closed(reason);
        } catch (PoeException failed) {
            log.debug("No realtime channel: {}", failed.getMessage());
            reporter.report(ChannelStatus.DOWN, failed);
            if (ChannelGateway.isPermanent(failed)) {
                awaitDemand();
            }
        } catch (RuntimeException bug) {
            // The thread must survive a bug: without it every reply would be read from the chat from now on.
            log.error("The realtime channel failed (incident {}); reconnecting.", SafeListener.incident(), bug);
            status.ended();
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
            return monitor(socket);
        } finally {
            current = null;
            socket.close();
        }
    }

    private CloseReason monitor(RealtimeSocket socket) throws InterruptedException {
        KeepAlive keepAlive = new KeepAlive(limits, nanoTime.getAsLong());
        SubscriptionRetry subscriptionRetry = new SubscriptionRetry(registration, status, nanoTime);
        while (!stopped) {
            long now = nanoTime.getAsLong();
            long wait = Math.min(keepAlive.due(socket.lastReceivedNanos()), subscriptionRetry.due(now)) - now;
            Signal signal = wait > 0 ? signals.poll(wait, TimeUnit.NANOSECONDS) : null;
            if (signal == null) {
                subscriptionRetry.check();
            }
            Optional<CloseReason> reason =
                    signal == null ? check(socket, keepAlive) : handle(signal, socket, keepAlive);
            if (reason.isPresent()) {
                return reason.get();
            }
        }
        socket.abort();
        return CloseReason.STOPPED;
    }

    /** Pings a silent socket, or gives up one that does not answer. */
    private Optional<CloseReason> check(RealtimeSocket socket, KeepAlive keepAlive) {
        switch (keepAlive.check(socket.lastReceivedNanos(), nanoTime.getAsLong())) {
            case PING -> socket.ping();
            case DEAD -> {
                socket.abort();
                return Optional.of(keepAlive.isOpen() ? CloseReason.BROKEN : CloseReason.UNREACHABLE);
            }
            case ALIVE -> log.trace("The socket is alive.");
        }
        return Optional.empty();
    }

    private Optional<CloseReason> handle(Signal signal, RealtimeSocket socket, KeepAlive keepAlive) {
        if (signal.from() != null && signal.from() != socket) {
            return Optional.empty();
        }
        boolean open = keepAlive.isOpen();
        return switch (signal.type()) {
            case OPENED -> {
                keepAlive.opened();
                status.opened(registration.opened());
                ping(socket, keepAlive);
                yield Optional.empty();
            }
            case NEEDED -> Optional.empty();
            case PROBE -> {
                ping(socket, keepAlive);
                yield Optional.empty();
            }
            case ENDED -> Optional.of(open ? CloseReason.BROKEN : CloseReason.UNREACHABLE);
            case REFUSED -> Optional.of(open ? CloseReason.BROKEN : CloseReason.REFUSED);
            case MISSED -> Optional.of(CloseReason.MISSED);
            case REFETCH -> Optional.of(CloseReason.REFETCH);
            case STOP -> {
                socket.abort();
                yield Optional.of(CloseReason.STOPPED);
            }
        };
    }

    /** Anything received after the ping counts as its pong. */
    private void ping(RealtimeSocket socket, KeepAlive keepAlive) {
        if (keepAlive.isOpen()) {
            socket.ping();
            keepAlive.pinged(socket.lastReceivedNanos(), nanoTime.getAsLong());
        }
    }

    /** Waits; a request for the channel shortens the pause, but not below the first one, to limit the attempts. */
    private void sleep(Duration pause) throws InterruptedException {
        long startedAt = nanoTime.getAsLong();
        long until = pause.toNanos();
        while (!stopped) {
            long left = until - (nanoTime.getAsLong() - startedAt);
            Signal signal = left > 0 ? signals.poll(left, TimeUnit.NANOSECONDS) : null;
            if (signal == null) {
                return;
            }
            if (signal.type() == SignalType.NEEDED) {
                until = Math.min(until, limits.firstPause().toNanos());
            }
        }
    }

    private void awaitDemand() throws InterruptedException {
        while (!stopped && signals.take().type() != SignalType.NEEDED) {
            log.trace("No caller needs the channel yet.");
        }
    }

    /** Handles the control parts of a frame. Runs on the socket's thread. */
    private void onFrame(RealtimeSocket socket, Frame frame) {
        if (frame.refetch()) {
            signal(socket, SignalType.REFETCH);
        } else if (frame.error() != null) {
            if (!Frame.MISSED_MESSAGES.equals(frame.error())) {
                log.warn("The realtime channel reported \"{}\"; reconnecting.", frame.error());
            }
            signal(socket, SignalType.MISSED);
        } else {
            backoff.reset();
        }
        status.received(socket, !frame.updates().isEmpty(), registration.isSubscribed());
    }

    private final class SignalingListener implements RealtimeSocket.SocketListener {
        @Override
        public void opened(RealtimeSocket socket) {
            signal(socket, SignalType.OPENED);
        }

        @Override
        public void text(RealtimeSocket socket, String text) {
            frameHandler.handle(socket, text);
        }

        @Override
        public void ended(RealtimeSocket socket, int refusal, String why) {
            log.debug("The realtime socket failed (HTTP {}): {}", refusal, why);
            signal(socket, refusal == 0 ? SignalType.ENDED : SignalType.REFUSED);
        }
    }
}
