package dev.poemcp.poe.site.channel;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the frames in, remembers how far we are, and hands the events on. Runs on the socket's reading thread. */
final class FrameHandler {
    private static final Logger log = LoggerFactory.getLogger(FrameHandler.class);
    private static final String PONG = "{\"type\":\"pong\"}";

    /** Gets the frames whose meaning concerns the socket itself. */
    interface FrameListener {
        void onFrame(RealtimeSocket socket, Frame frame);
    }

    private final FrameParser parser = new FrameParser();
    private final ChannelListener listener;
    private final FrameListener frameListener;
    private @Nullable RealtimeSocket current;
    private @Nullable String channel;
    private @Nullable String nextSeq;
    private long highest;
    private int epoch;

    FrameHandler(ChannelListener listener, FrameListener frameListener) {
        this.listener = listener;
        this.frameListener = frameListener;
    }

    /** Counting starts anew: {@code settings} are fresh from the site. */
    synchronized void restart(ChannelSettings settings) {
        channel = settings.channel();
        nextSeq = null;
        highest = 0;
        epoch++;
    }

    synchronized void forgetChannel() {
        channel = null;
    }

    /** Name of the channel we were last on. */
    synchronized @Nullable String channel() {
        return channel;
    }

    /** Where to continue. */
    synchronized String nextSeq(String fallback) {
        return nextSeq == null ? fallback : nextSeq;
    }

    /** Whatever an older socket still says is not heard any more. */
    synchronized void attach(RealtimeSocket socket) {
        current = socket;
    }

    void handle(RealtimeSocket socket, String text) {
        Optional<Frame> parsed = parser.parse(text);
        if (parsed.isEmpty()) {
            log.debug("A frame of {} characters is no JSON object; it is ignored.", text.length());
            return;
        }
        Frame frame = parsed.get();
        EventPosition position = accept(socket, frame);
        if (position == null) {
            return;
        }
        if (frame.malformed() > 0) {
            log.debug("{} inner messages of a frame can not be read; they are ignored.", frame.malformed());
        }
        if (Frame.PING.equals(frame.control())) {
            socket.send(PONG);
        }
        for (Frame.Update update : frame.updates()) {
            listener.onEvent(new Event(update.subscription(), update.key(), update.entity(), position));
        }
        frameListener.onFrame(socket, frame);
    }

    private synchronized @Nullable EventPosition accept(RealtimeSocket socket, Frame frame) {
        if (socket != current) {
            return null;
        }
        long sequence = frame.sequence();
        // A late frame must not set us back; where numbers can not be compared, the newest frame counts.
        if (frame.minSeq() != null && (sequence == 0 || sequence >= highest)) {
            highest = Math.max(highest, sequence);
            nextSeq = frame.minSeq();
        }
        return new EventPosition(epoch, sequence);
    }
}
