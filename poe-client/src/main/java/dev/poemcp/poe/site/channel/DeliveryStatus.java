package dev.poemcp.poe.site.channel;

import org.jspecify.annotations.Nullable;

/**
 * Whether events come on the present socket. Told by the socket's thread and by the keeper's; tells the listener and the
 * reporter in the order in which it happened. It holds its lock meanwhile, so neither may wait for the channel.
 */
final class DeliveryStatus {
    private final ChannelListener listener;
    private final ReconnectLoop.Reporter reporter;
    private @Nullable RealtimeSocket socket;
    private boolean open;
    private boolean received;
    private boolean up;

    DeliveryStatus(ChannelListener listener, ReconnectLoop.Reporter reporter) {
        this.listener = listener;
        this.reporter = reporter;
    }

    /** From now on this socket counts. */
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
     * The socket said something.
     *
     * @param event whether an event was in it, which proves more than any answer to our subscriptions
     */
    synchronized void received(RealtimeSocket from, boolean event, boolean subscribed) {
        if (from == socket) {
            received = true;
            up(event || subscribed);
            reporter.received();
        }
    }

    /** Poe took our subscriptions after all. */
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

    /** The socket is gone, or there was none. */
    synchronized void ended() {
        socket = null;
        up = false;
        reporter.report(ChannelStatus.DOWN, null);
        listener.onAvailabilityChange(false);
    }
}
