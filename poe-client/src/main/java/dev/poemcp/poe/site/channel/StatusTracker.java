package dev.poemcp.poe.site.channel;

import dev.poemcp.poe.PoeException;
import org.jspecify.annotations.Nullable;

/**
 * Whether events come on the current socket. Updated by the socket's thread and the reconnect loop's thread; notifies
 * the listener and the reporter in order. It holds its lock during the calls, so neither may wait for the channel.
 */
final class StatusTracker {
    private final ChannelListener listener;
    private final ReconnectLoop.Reporter reporter;
    private @Nullable RealtimeSocket socket;
    private boolean open;
    private boolean received;
    private boolean up;

    StatusTracker(ChannelListener listener, ReconnectLoop.Reporter reporter) {
        this.listener = listener;
        this.reporter = reporter;
    }

    /** Makes this the current socket. */
    synchronized void begin(RealtimeSocket next) {
        socket = next;
        open = false;
        received = false;
        up = false;
    }

    synchronized void opened(boolean gap) {
        open = true;
        if (!up) {
            reporter.report(ChannelStatus.MUTE, null);
            listener.onAvailabilityChange(false);
        }
        if (gap) {
            listener.onGap();
        }
    }

    /**
     * The socket received something.
     *
     * @param event whether it contained an event, which is better proof than an accepted subscription
     */
    synchronized void received(RealtimeSocket from, boolean event, boolean subscribed) {
        if (from == socket) {
            received = true;
            up(event || subscribed);
            reporter.received();
        }
    }

    /** Poe accepted a retried subscription. */
    synchronized void subscribed() {
        up(open && received);
    }

    private void up(boolean proven) {
        if (proven && !up) {
            up = true;
            reporter.report(ChannelStatus.UP, null);
            listener.onAvailabilityChange(true);
        }
    }

    /**
     * The socket is closed, or there was none.
     *
     * @param reason why the channel could not be opened; null for any other end
     */
    synchronized void ended(@Nullable PoeException reason) {
        socket = null;
        up = false;
        reporter.report(ChannelStatus.DOWN, reason);
        listener.onAvailabilityChange(false);
    }

    /** The socket is closed, and nobody has expected it to be open. */
    synchronized void rested() {
        socket = null;
        up = false;
        listener.onAvailabilityChange(false);
    }
}
