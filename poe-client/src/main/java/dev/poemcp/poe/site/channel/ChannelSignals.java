package dev.poemcp.poe.site.channel;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the reconnect loop has to act on, from the socket's thread and from callers, in order. */
final class ChannelSignals {
    private static final Logger log = LoggerFactory.getLogger(ChannelSignals.class);

    private final BlockingQueue<Signal> queue = new ArrayBlockingQueue<>(64);
    private volatile boolean stopped;

    /** Why the loop has to act. */
    enum Type {
        OPENED,
        ENDED,
        REFUSED,
        MISSED,
        REFETCH,
        NEEDED,
        PROBE,
        STOPPED
    }

    /** @param from the socket that it concerns; null for all */
    record Signal(@Nullable RealtimeSocket from, Type type) {}

    /** A full queue already holds enough reasons to act, so one more may be dropped. */
    void add(@Nullable RealtimeSocket from, Type type) {
        boolean queued = queue.offer(new Signal(from, type));
        if (!queued) {
            log.debug("The signal queue is full; {} is dropped.", type);
        }
    }

    /** The loop must end. */
    void stop() {
        stopped = true;
        add(null, Type.STOPPED);
    }

    boolean isStopped() {
        return stopped;
    }

    /** The next signal; null if there is none within this time. */
    @Nullable
    Signal poll(long nanos) throws InterruptedException {
        return nanos > 0 ? queue.poll(nanos, TimeUnit.NANOSECONDS) : null;
    }

    Signal take() throws InterruptedException {
        return queue.take();
    }
}
