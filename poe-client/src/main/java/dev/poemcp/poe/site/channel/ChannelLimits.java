package dev.poemcp.poe.site.channel;

import dev.poemcp.poe.site.config.SiteLimits;
import java.time.Duration;

/**
 * Times of the channel (docs/poe-protocol.md §5.9).
 *
 * @param silence after which we ask whether the other side is alive
 * @param quiet the same before a message is sent, since a connection that died in the meantime loses its answer
 * @param pong how long it may take to answer
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
