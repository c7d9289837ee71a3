package dev.poemcp.poe.site.channel;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Parses the frames, tracks the sequence and passes the events on. Runs on the socket's thread. */
final class FrameHandler {
    private static final Logger log = LoggerFactory.getLogger(FrameHandler.class);
    private static final String PONG = "{\"type\":\"pong\"}";

    /** Receives every frame after its events were passed on. */
    interface FrameListener {
        void onFrame(RealtimeSocket socket, Frame frame);
    }

    private final FrameParser parser;
    private final ChannelListener listener;
    private final FrameListener frameListener;
    private @Nullable RealtimeSocket current;
    private @Nullable String channel;
    private @Nullable String nextSeq;
    private long highest;
    private int epoch;

    FrameHandler(ChannelListener listener, FrameListener frameListener) {
        this.parser = new FrameParser(listener::wants);
        this.listener = listener;
        this.frameListener = frameListener;
    }

    /** Starts the sequence again with fresh {@code settings}. */
    synchronized void restart(ChannelSettings settings) {
        channel = settings.channel();
        nextSeq = null;
        highest = 0;
        epoch++;
    }

    synchronized void forgetChannel() {
        channel = null;
    }

    /** Name of the last channel. */
    synchronized @Nullable String channel() {
        return channel;
    }

    /** The sequence to continue from. */
    synchronized String nextSeq(String fallback) {
        return nextSeq == null ? fallback : nextSeq;
    }

    /** Frames of older sockets are ignored from now on. */
    synchronized void attach(RealtimeSocket socket) {
        current = socket;
    }

    void handle(RealtimeSocket socket, String text) {
        Optional<Frame> parsed = parser.parse(text);
        if (parsed.isEmpty()) {
            log.debug("Ignored a frame of {} characters that is not a JSON object.", text.length());
            return;
        }
        Frame frame = parsed.get();
        EventPosition position = accept(socket, frame);
        if (position == null) {
            return;
        }
        if (frame.malformed() > 0) {
            log.debug("Ignored {} malformed inner messages of a frame.", frame.malformed());
        }
        if (Frame.PING.equals(frame.control())) {
            socket.send(PONG);
        }
        for (Frame.Update update : frame.updates()) {
            listener.onEvent(
                    new Event(update.topic().subscription(), update.topic().key(), update.entity(), position));
        }
        frameListener.onFrame(socket, frame);
    }

    private synchronized @Nullable EventPosition accept(RealtimeSocket socket, Frame frame) {
        if (socket != current) {
            return null;
        }
        long sequence = frame.sequence();
        // A late frame must not lower the sequence; if sequences cannot be compared, the newest frame counts.
        if (frame.minSeq() != null && (sequence == 0 || sequence >= highest)) {
            highest = Math.max(highest, sequence);
            nextSeq = frame.minSeq();
        }
        return new EventPosition(epoch, sequence);
    }
}
