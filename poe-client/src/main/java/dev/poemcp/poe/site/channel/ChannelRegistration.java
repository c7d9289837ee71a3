package dev.poemcp.poe.site.channel;

import org.jspecify.annotations.Nullable;

/**
 * The channel's settings and subscription state: requested when not known, dropped when no longer valid. Used only by
 * the reconnect loop's thread unless stated otherwise.
 */
final class ChannelRegistration {
    /** After this many consecutive failures to open a socket, the settings are requested again. */
    private static final int MAX_UNREACHABLE = 3;

    private final ChannelGateway gateway;
    private final FrameHandler frameHandler;
    private @Nullable ChannelSettings settings;
    private boolean registered;
    private volatile boolean subscribed;
    private boolean gap;
    private int unreachable;

    ChannelRegistration(ChannelGateway gateway, FrameHandler frameHandler) {
        this.gateway = gateway;
        this.frameHandler = frameHandler;
    }

    /** The settings of a channel; of the known one with the next sequence. */
    ChannelSettings locate() {
        ChannelSettings known = settings;
        if (known != null) {
            return known.from(frameHandler.nextSeq(known.minSeq()));
        }
        ChannelSettings fresh = gateway.settings(frameHandler.channel());
        // The sequence starts again, so events since the last connection are lost.
        gap |= frameHandler.channel() != null;
        frameHandler.restart(fresh);
        registered = false;
        subscribed = false;
        settings = fresh;
        return fresh;
    }

    /**
     * Subscribes a new channel. Needs no open socket: the site keeps what happens until one is, and replays it from the
     * channel's sequence (docs/poe-protocol.md §5.9).
     *
     * @throws dev.poemcp.poe.PoeException if the site does not respond; then the next attempt starts with new settings
     */
    void register(ChannelSettings channel) {
        if (registered) {
            return;
        }
        try {
            subscribed = gateway.subscribe(channel);
            registered = true;
        } finally {
            if (!registered) {
                settings = null;
            }
        }
    }

    /** Retries the subscription on an open channel that has none. */
    void subscribeAgain() {
        ChannelSettings known = settings;
        if (known != null) {
            subscribed = gateway.subscribe(known);
        }
    }

    /** Whether the channel is subscribed. Safe for any thread. */
    boolean isSubscribed() {
        return subscribed;
    }

    /** Alternates between the announced and the built URL while sockets cannot be opened. */
    boolean useAnnouncedUrl() {
        return unreachable % 2 == 0;
    }

    /**
     * A socket was opened.
     *
     * @return whether events were lost before
     */
    boolean opened() {
        boolean lost = gap;
        gap = false;
        unreachable = 0;
        return lost;
    }

    /** The socket was closed. */
    void closed(CloseReason reason) {
        switch (reason) {
            case REFUSED, MISSED -> settings = null;
            case REFETCH -> {
                settings = null;
                frameHandler.forgetChannel();
                gap = true;
            }
            case UNUSED -> {
                settings = null;
                frameHandler.forgetChannel();
            }
            case UNREACHABLE -> {
                unreachable++;
                if (unreachable % MAX_UNREACHABLE == 0) {
                    settings = null;
                }
            }
            case BROKEN, STOPPED -> {
                // The same channel continues from its last sequence.
            }
        }
    }
}
