package dev.poemcp.poe.site.channel;

import dev.poemcp.poe.site.channel.ChannelSignals.Signal;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Watches one socket until there is a reason to close it: keeps it alive, and retries its subscriptions. */
final class SocketMonitor {
    /** How long a channel that was only prepared stays open. */
    private static final Duration MAX_UNUSED = Duration.ofMinutes(5);

    private final RealtimeSocket socket;
    private final ChannelRegistration registration;
    private final StatusTracker status;
    private final LongSupplier nanoTime;
    private final BooleanSupplier mayRest;
    private final KeepAlive keepAlive;
    private final SubscriptionRetry subscriptionRetry;
    private final long unusedUntil;

    /** @param mayRest whether nobody has needed the channel so far; then nobody will expect it to be open */
    SocketMonitor(
            RealtimeSocket socket,
            ChannelLimits limits,
            ChannelRegistration registration,
            StatusTracker status,
            LongSupplier nanoTime,
            BooleanSupplier mayRest) {
        this.socket = socket;
        this.registration = registration;
        this.status = status;
        this.nanoTime = nanoTime;
        this.mayRest = mayRest;
        long now = nanoTime.getAsLong();
        this.keepAlive = new KeepAlive(limits, now);
        this.subscriptionRetry = new SubscriptionRetry(registration, status, nanoTime);
        this.unusedUntil = now + MAX_UNUSED.toNanos();
    }

    /** Waits for a reason to close the socket. */
    CloseReason await(ChannelSignals signals) throws InterruptedException {
        while (!signals.isStopped()) {
            long now = nanoTime.getAsLong();
            long due = Math.min(keepAlive.due(socket.lastReceivedNanos()), subscriptionRetry.due(now));
            Signal signal = signals.poll(due - now);
            Optional<CloseReason> reason = signal == null ? check() : handle(signal);
            if (reason.isPresent()) {
                return reason.get();
            }
        }
        socket.abort();
        return CloseReason.STOPPED;
    }

    /** Does what is due: retries subscriptions, pings a silent socket, gives up one that does not answer or is unused. */
    private Optional<CloseReason> check() {
        subscriptionRetry.check();
        long now = nanoTime.getAsLong();
        if (now - unusedUntil >= 0 && mayRest.getAsBoolean()) {
            return Optional.of(CloseReason.UNUSED);
        }
        switch (keepAlive.check(socket.lastReceivedNanos(), now)) {
            case PING -> socket.ping();
            case DEAD -> {
                socket.abort();
                return Optional.of(keepAlive.isOpen() ? CloseReason.BROKEN : CloseReason.UNREACHABLE);
            }
            case ALIVE -> {
                // Nothing to do.
            }
        }
        return Optional.empty();
    }

    private Optional<CloseReason> handle(Signal signal) {
        if (signal.from() != null && signal.from() != socket) {
            return Optional.empty();
        }
        boolean open = keepAlive.isOpen();
        return switch (signal.type()) {
            case OPENED -> {
                keepAlive.opened();
                status.opened(registration.opened());
                ping();
                yield Optional.empty();
            }
            case NEEDED, STOPPED -> Optional.empty();
            case PROBE -> {
                ping();
                yield Optional.empty();
            }
            case ENDED -> Optional.of(open ? CloseReason.BROKEN : CloseReason.UNREACHABLE);
            case REFUSED -> Optional.of(open ? CloseReason.BROKEN : CloseReason.REFUSED);
            case MISSED -> Optional.of(CloseReason.MISSED);
            case REFETCH -> Optional.of(CloseReason.REFETCH);
        };
    }

    /** Anything received after the ping counts as its pong. */
    private void ping() {
        if (keepAlive.isOpen()) {
            socket.ping();
            keepAlive.pinged(socket.lastReceivedNanos(), nanoTime.getAsLong());
        }
    }
}
