package dev.poemcp.poe.site.channel;

import org.jspecify.annotations.Nullable;

/**
 * Where the channel is, as far as the site has told: asked for when it is not known, forgotten when it is no longer good.
 * Used by the keeper's thread alone, save where it says otherwise.
 */
final class ChannelState {
    /** After so many sockets that could not be opened in a row we ask anew where the channel is. */
    private static final int MAX_UNREACHABLE = 3;

    private final ChannelGateway gateway;
    private final FrameHandler frameHandler;
    private @Nullable ChannelSettings settings;
    private volatile boolean subscribed;
    private boolean gap;
    private int unreachable;

    ChannelState(ChannelGateway gateway, FrameHandler frameHandler) {
        this.gateway = gateway;
        this.frameHandler = frameHandler;
    }

    /** Settings, then subscription (docs/poe-protocol.md §5.9); or, on a known channel, where we were. */
    ChannelSettings locate() {
        ChannelSettings known = settings;
        if (known != null) {
            return known.from(frameHandler.nextSeq(known.minSeq()));
        }
        ChannelSettings fresh = gateway.settings(frameHandler.channel());
        // Counting starts anew, so whatever happened since we last listened is lost.
        gap |= frameHandler.channel() != null;
        frameHandler.restart(fresh);
        subscribed = gateway.subscribe(fresh);
        settings = fresh;
        return fresh;
    }

    /** Tries to subscribe on a channel that is open and has no subscriptions. */
    void subscribeAgain() {
        ChannelSettings known = settings;
        if (known != null) {
            subscribed = gateway.subscribe(known);
        }
    }

    /** Whether events are sent to the channel. For any thread. */
    boolean isSubscribed() {
        return subscribed;
    }

    /** An announced address that can not be reached gives way to the built one, and the other way round. */
    boolean useAnnouncedUrl() {
        return unreachable % 2 == 0;
    }

    /**
     * A socket is open.
     *
     * @return whether events were lost before
     */
    boolean opened() {
        boolean lost = gap;
        gap = false;
        unreachable = 0;
        return lost;
    }

    /** The socket is gone. */
    void closed(CloseReason reason) {
        switch (reason) {
            case REFUSED, MISSED -> settings = null;
            case REFETCH -> {
                settings = null;
                frameHandler.forgetChannel();
                gap = true;
            }
            case UNREACHABLE -> {
                unreachable++;
                if (unreachable % MAX_UNREACHABLE == 0) {
                    settings = null;
                }
            }
            case BROKEN, STOPPED -> {
                // The same channel goes on from where it was.
            }
        }
    }
}
