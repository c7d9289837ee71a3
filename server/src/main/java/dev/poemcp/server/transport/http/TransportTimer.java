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

/** The one clock of the transport: looks at everything that is open a few times a second. */
final class TransportTimer implements AutoCloseable {
    static final Duration INTERVAL = Duration.ofMillis(250);
    private static final Logger log = LoggerFactory.getLogger(TransportTimer.class);

    private final Set<Beating> all = ConcurrentHashMap.newKeySet();
    private final LongSupplier nanoTime;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        var clock = new Thread(work, "http-heartbeat");
        clock.setDaemon(true);
        return clock;
    });

    /** @param nanoTime as {@link System#nanoTime()} */
    TransportTimer(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Must not block. */
    interface Beating {
        /** @param now as {@link TransportTimer#now()} */
        void beat(long now);
    }

    void start() {
        var unused = thread.scheduleWithFixedDelay(
                this::beat, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The time that is passed to {@link Beating#beat}, in nanoseconds. */
    long now() {
        return nanoTime.getAsLong();
    }

    void add(Beating beating) {
        all.add(beating);
    }

    void remove(Beating beating) {
        all.remove(beating);
    }

    private void beat() {
        var now = now();
        for (var beating : all) {
            try {
                beating.beat(now);
            } catch (RuntimeException | Error e) {
                // Errors, too: the scheduler would else never beat again.
                log.error("A heartbeat failed.", e);
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
