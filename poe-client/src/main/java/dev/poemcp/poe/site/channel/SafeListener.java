package dev.poemcp.poe.site.channel;

import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps an exception of one listener from ending the socket or the calling thread. */
final class SafeListener implements ChannelListener {
    private static final Logger log = LoggerFactory.getLogger(SafeListener.class);

    private final ChannelListener listener;

    SafeListener(ChannelListener listener) {
        this.listener = listener;
    }

    @Override
    public void onEvent(Event event) {
        guarded(() -> listener.onEvent(event));
    }

    /** An event that may be of use is passed on. */
    @Override
    public boolean wants(Topic topic) {
        try {
            return listener.wants(topic);
        } catch (RuntimeException bug) {
            log.error("A listener of the realtime channel failed (incident {}).", incident(), bug);
            return true;
        }
    }

    @Override
    public void onGap() {
        guarded(listener::onGap);
    }

    @Override
    public void onAvailabilityChange(boolean up) {
        guarded(() -> listener.onAvailabilityChange(up));
    }

    private static void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException bug) {
            log.error("A listener of the realtime channel failed (incident {}).", incident(), bug);
        }
    }

    /** An id for one failure in the log. */
    static String incident() {
        return UUID.randomUUID().toString().substring(0, 8);
    }
}
