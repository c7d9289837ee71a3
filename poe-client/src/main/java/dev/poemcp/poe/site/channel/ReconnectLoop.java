package dev.poemcp.poe.site.channel;

import dev.poemcp.poe.PoeException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the socket open, as plain blocking code on a thread of its own: settings, subscription, socket, in this order
 * (docs/poe-protocol.md §5.9), then waiting for a reason to do it again. What the socket hears does not pass through
 * here.
 */
final class ReconnectLoop implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(ReconnectLoop.class);
    private static final int MAX_NODE = 1_000_000;
    private static final String PING = "{\"type\":\"ping\"}";

    /** Hears how the channel is; must return at once. */
    interface Reporter {
        /** An attempt to open the channel begins. */
        void attempting();

        /** @param reason why the site did not say where the channel is; null for any other change */
        void report(ChannelStatus status, @Nullable PoeException reason);

        /** The socket said something. */
        void heard();
    }

    private enum Word {
        OPENED,
        ENDED,
        REFUSED,
        MISSED,
        REFETCH,
        NEEDED,
        PROBE,
        STOP
    }

    private record Signal(@Nullable RealtimeSocket from, Word word) {}

    private final ChannelGateway gateway;
    private final ChannelLimits limits;
    private final Reporter reporter;
    private final LongSupplier nanoTime;
    private final InstantSource clock;
    private final Backoff backoff;
    private final DeliveryStatus status;
    private final FrameHandler ear;
    private final ChannelState place;
    private final BlockingQueue<Signal> signals = new ArrayBlockingQueue<>(64);
    private volatile @Nullable RealtimeSocket present;
    private volatile boolean stopped;

    ReconnectLoop(
            ChannelGateway gateway,
            ChannelLimits limits,
            ChannelListener hearer,
            Reporter reporter,
            LongSupplier nanoTime,
            InstantSource clock) {
        ChannelListener listener = new SafeListener(hearer);
        this.gateway = gateway;
        this.limits = limits;
        this.reporter = reporter;
        this.nanoTime = nanoTime;
        this.clock = clock;
        this.status = new DeliveryStatus(listener, reporter);
        this.backoff = new Backoff(limits.firstPause(), limits.longestPause(), nanoTime);
        this.ear = new FrameHandler(listener, this::ordered);
        this.place = new ChannelState(gateway, ear);
    }

    /** Somebody waits for the channel. */
    void needed() {
        tell(null, Word.NEEDED);
    }

    /** How long the open socket has said nothing. */
    Duration silence() {
        RealtimeSocket line = present;
        return line == null ? Duration.ZERO : line.silence();
    }

    /** Has the socket asked now whether it is alive; one that does not answer is opened again. */
    void probe() {
        tell(null, Word.PROBE);
    }

    void stop() {
        stopped = true;
        tell(null, Word.STOP);
    }

    /** The queue is full only when it holds enough reasons to act, so one more may be dropped. */
    private void tell(@Nullable RealtimeSocket from, Word word) {
        boolean taken = signals.offer(new Signal(from, word));
        if (!taken) {
            log.debug("The channel has too much to do; {} is dropped.", word);
        }
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                Duration pause = backoff.next();
                if (!pause.isZero()) {
                    rest(pause);
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
            ChannelSettings where = place.locate();
            CloseReason end = serve(where);
            log.debug("The realtime socket ended: {}", end);
            status.ended();
            place.left(end);
        } catch (PoeException failed) {
            log.debug("No realtime channel: {}", failed.getMessage());
            reporter.report(ChannelStatus.DOWN, failed);
            if (ChannelGateway.isLasting(failed)) {
                awaitNeed();
            }
        } catch (RuntimeException bug) {
            // The channel must outlive a defect: without its thread every answer would be read from the chat for ever.
            log.error("The realtime channel failed (incident {}); it is opened again.", SafeListener.incident(), bug);
            status.ended();
            // What the site said may be the cause, so it is asked again.
            place.left(CloseReason.REFUSED);
        }
    }

    /** Opens a socket and stays with it to its end. */
    private CloseReason serve(ChannelSettings where) throws InterruptedException {
        int node = ThreadLocalRandom.current().nextInt(1, MAX_NODE + 1);
        Optional<HttpUrl> url = where.socketUrl(gateway.secure(), node, place.takeAnnounced());
        if (url.isEmpty()) {
            return CloseReason.REFUSED;
        }
        RealtimeSocket line = new RealtimeSocket(gateway.http(), limits.handshake(), new LineOwner(), nanoTime, clock);
        ear.listenTo(line);
        status.begin(line);
        present = line;
        line.open(url.get(), gateway.handshakeHeaders());
        try {
            return watch(line);
        } finally {
            present = null;
            line.hangUp();
        }
    }

    private CloseReason watch(RealtimeSocket line) throws InterruptedException {
        KeepAlive pulse = new KeepAlive(limits, nanoTime.getAsLong());
        SubscriptionRetry again = new SubscriptionRetry(place, status, nanoTime);
        while (!stopped) {
            long now = nanoTime.getAsLong();
            long wait = Math.min(pulse.due(line.lastHeardNanos()), again.due(now)) - now;
            Signal signal = wait > 0 ? signals.poll(wait, TimeUnit.NANOSECONDS) : null;
            if (signal == null) {
                again.check();
            }
            Optional<CloseReason> end = signal == null ? checked(line, pulse) : heeded(signal, line, pulse);
            if (end.isPresent()) {
                return end.get();
            }
        }
        line.cut();
        return CloseReason.STOPPED;
    }

    /** Nothing was said for as long as may be. */
    private Optional<CloseReason> checked(RealtimeSocket line, KeepAlive pulse) {
        switch (pulse.check(line.lastHeardNanos(), nanoTime.getAsLong())) {
            case PING -> line.say(PING);
            case DEAD -> {
                line.cut();
                // What killed this connection has likely killed those that lie idle beside it.
                gateway.http().connectionPool().evictAll();
                return Optional.of(pulse.isOpen() ? CloseReason.BROKEN : CloseReason.UNREACHABLE);
            }
            case ALIVE -> log.trace("The socket is alive.");
        }
        return Optional.empty();
    }

    private Optional<CloseReason> heeded(Signal signal, RealtimeSocket line, KeepAlive pulse) {
        if (signal.from() != null && signal.from() != line) {
            return Optional.empty();
        }
        boolean open = pulse.isOpen();
        return switch (signal.word()) {
            case OPENED -> {
                pulse.opened();
                status.opened(place.reached());
                ping(line, pulse);
                yield Optional.empty();
            }
            case NEEDED -> Optional.empty();
            case PROBE -> {
                ping(line, pulse);
                yield Optional.empty();
            }
            case ENDED -> Optional.of(open ? CloseReason.BROKEN : CloseReason.UNREACHABLE);
            case REFUSED -> Optional.of(open ? CloseReason.BROKEN : CloseReason.REFUSED);
            case MISSED -> Optional.of(CloseReason.MISSED);
            case REFETCH -> Optional.of(CloseReason.REFETCH);
            case STOP -> {
                line.cut();
                yield Optional.of(CloseReason.STOPPED);
            }
        };
    }

    /** Whatever the socket says next is as good as an answer. */
    private void ping(RealtimeSocket line, KeepAlive pulse) {
        if (pulse.isOpen()) {
            line.say(PING);
            pulse.pinged(line.lastHeardNanos(), nanoTime.getAsLong());
        }
    }

    /** Waits; a need shortens the wait to the first pause, so that many callers can not make us hammer. */
    private void rest(Duration pause) throws InterruptedException {
        long began = nanoTime.getAsLong();
        long until = pause.toNanos();
        while (!stopped) {
            long left = until - (nanoTime.getAsLong() - began);
            Signal signal = left > 0 ? signals.poll(left, TimeUnit.NANOSECONDS) : null;
            if (signal == null) {
                return;
            }
            if (signal.word() == Word.NEEDED) {
                until = Math.min(until, limits.firstPause().toNanos());
            }
        }
    }

    private void awaitNeed() throws InterruptedException {
        while (!stopped && signals.take().word() != Word.NEEDED) {
            log.trace("Nobody needs the channel yet.");
        }
    }

    /** What a frame asks of us beyond what is in it. Runs on the socket's thread. */
    private void ordered(RealtimeSocket line, Frame frame) {
        if (frame.refetch()) {
            tell(line, Word.REFETCH);
        } else if (frame.error() != null) {
            if (!Frame.MISSED_MESSAGES.equals(frame.error())) {
                log.warn("The realtime channel reports \"{}\"; it is opened again.", frame.error());
            }
            tell(line, Word.MISSED);
        } else {
            backoff.reset();
        }
        status.heard(line, !frame.updates().isEmpty(), place.isSubscribed());
    }

    private final class LineOwner implements RealtimeSocket.Owner {
        @Override
        public void opened(RealtimeSocket line) {
            tell(line, Word.OPENED);
        }

        @Override
        public void text(RealtimeSocket line, String text) {
            ear.hear(line, text);
        }

        @Override
        public void ended(RealtimeSocket line, int refusal, String why) {
            log.debug("The realtime socket failed (HTTP {}): {}", refusal, why);
            tell(line, refusal == 0 ? Word.ENDED : Word.REFUSED);
        }
    }
}
