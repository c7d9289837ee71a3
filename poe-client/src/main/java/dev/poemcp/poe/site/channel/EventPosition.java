package dev.poemcp.poe.site.channel;

/**
 * The position of an event on the channel, used to detect duplicate and late frames.
 *
 * @param epoch increases whenever the sequence starts again (new settings)
 * @param seq the frame's {@code min_seq}; 0 if the frame has none
 */
public record EventPosition(int epoch, long seq) {
    /**
     * Whether this position is before {@code other}. Frames without a sequence are never before others of their epoch.
     */
    public boolean before(EventPosition other) {
        return epoch < other.epoch || (epoch == other.epoch && seq != 0 && seq < other.seq);
    }
}
