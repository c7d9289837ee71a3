package dev.poemcp.poe.site.channel;

/**
 * Where on the channel an event stood, so that a doubled or late frame is known as such.
 *
 * @param epoch grows with every new start of counting (new settings)
 * @param seq the frame's {@code min_seq}; 0 when the frame had none
 */
public record EventPosition(int epoch, long seq) {
    /** Whether an event here is older than one at {@code other}. Frames without a number are taken as they come. */
    public boolean before(EventPosition other) {
        return epoch < other.epoch || (epoch == other.epoch && seq != 0 && seq < other.seq);
    }
}
