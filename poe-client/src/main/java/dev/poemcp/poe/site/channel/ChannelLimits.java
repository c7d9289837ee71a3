package dev.poemcp.poe.site.channel;

import dev.poemcp.poe.site.config.SiteLimits;
import java.time.Duration;

/**
 * Time limits of the channel (docs/poe-protocol.md §5.9).
 *
 * @param silence after this much silence the socket is pinged
 * @param quiet the same before a message is sent, since a connection that died in the meantime loses its reply
 * @param pong how long a pong may take
 * @param handshake how long opening the socket may take
 * @param firstPause before the second attempt to open the socket; the first is made at once
 * @param longestPause the pauses double up to this
 */
record ChannelLimits(
        Duration silence,
        Duration quiet,
        Duration pong,
        Duration handshake,
        Duration firstPause,
        Duration longestPause) {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    static ChannelLimits of(SiteLimits limits) {
        return new ChannelLimits(
                limits.ping(),
                limits.quietBeforeSend(),
                limits.pong(),
                limits.connect(),
                limits.firstBackOff(),
                LONGEST_PAUSE);
    }
}
