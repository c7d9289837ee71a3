package dev.poemcp.poe.site.channel;

import org.jspecify.annotations.Nullable;

/**
 * Whether events come on the present socket. Told by the socket's thread and by the keeper's; tells the listener and the
 * reporter in the order in which it happened. It holds its lock meanwhile, so neither may wait for the channel.
 */
final class DeliveryStatus {
    private final ChannelListener listener;
    private final ReconnectLoop.Reporter reporter;
    private @Nullable RealtimeSocket line;
    private boolean open;
    private boolean heard;
    private boolean up;

    DeliveryStatus(ChannelListener listener, ReconnectLoop.Reporter reporter) {
        this.listener = listener;
        this.reporter = reporter;
    }

    /** From now on this socket counts. */
    synchronized void begin(RealtimeSocket next) {
        line = next;
        open = false;
        heard = false;
        up = false;
    }

    synchronized void opened(boolean gap) {
        open = true;
        if (!up) {
            reporter.report(ChannelStatus.MUTE, null);
            listener.onLine(false);
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
    synchronized void heard(RealtimeSocket from, boolean event, boolean subscribed) {
        if (from == line) {
            heard = true;
            up(event || subscribed);
            reporter.heard();
        }
    }

    /** Poe took our subscriptions after all. */
    synchronized void subscribed() {
        up(open && heard);
    }

    private void up(boolean proven) {
        if (proven && !up) {
            up = true;
            reporter.report(ChannelStatus.UP, null);
            listener.onLine(true);
        }
    }

    /** The socket is gone, or there was none. */
    synchronized void ended() {
        line = null;
        up = false;
        reporter.report(ChannelStatus.DOWN, null);
        listener.onLine(false);
    }
}
