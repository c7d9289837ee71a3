package dev.poemcp.server.transport.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The timer of the transport: notifies everything that is open a few times per second. */
final class TransportTimer implements AutoCloseable {
    static final Duration INTERVAL = Duration.ofMillis(250);
    private static final Logger log = LoggerFactory.getLogger(TransportTimer.class);

    private final Set<TickListener> listeners = ConcurrentHashMap.newKeySet();
    private final LongSupplier nanoTime;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        var daemon = new Thread(work, "http-timer");
        daemon.setDaemon(true);
        return daemon;
    });

    /** @param nanoTime as {@link System#nanoTime()} */
    TransportTimer(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Notified on each tick; must not block. */
    interface TickListener {
        /** @param now as {@link TransportTimer#now()} */
        void onTick(long now);
    }

    void start() {
        var unused = thread.scheduleWithFixedDelay(
                this::onTick, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The time that is passed to {@link TickListener#onTick}, in nanoseconds. */
    long now() {
        return nanoTime.getAsLong();
    }

    void add(TickListener listener) {
        listeners.add(listener);
    }

    void remove(TickListener listener) {
        listeners.remove(listener);
    }

    /** How many are notified on each tick. */
    int listeners() {
        return listeners.size();
    }

    private void onTick() {
        var now = now();
        for (var listener : listeners) {
            try {
                listener.onTick(now);
            } catch (RuntimeException | Error e) {
                // Also errors: they would stop the scheduler.
                log.error("A timer listener failed.", e);
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
