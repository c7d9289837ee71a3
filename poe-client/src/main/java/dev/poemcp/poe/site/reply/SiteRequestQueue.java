package dev.poemcp.poe.site.reply;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the site requests of replies in order, a few at a time. When many replies need a read at once, for example after
 * a gap in the channel, this keeps them from flooding the site and from taking all workers from sends. It has no limit
 * of its own: each reply has at most one read and one cost query in it. A task handles its own failures, and checks
 * when it runs whether it is still needed.
 */
final class SiteRequestQueue {
    private static final Logger log = LoggerFactory.getLogger(SiteRequestQueue.class);

    /** About twice the number of connections that a browser opens to one host. */
    static final int MAX_CONCURRENT = 12;

    private final Executor workers;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;

    SiteRequestQueue(Executor workers) {
        this.workers = workers;
    }

    /** Returns at once; may be called with the lock of a reply held. */
    void add(Runnable task) {
        lock.lock();
        try {
            waiting.add(task);
            if (running == MAX_CONCURRENT) {
                return;
            }
            running++;
        } finally {
            lock.unlock();
        }
        try {
            workers.execute(this::drain);
        } catch (RejectedExecutionException full) {
            // At most MAX_CONCURRENT extra threads; a task must run even when all workers are sending.
            Thread thread = new Thread(this::drain, "poe-asking");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void drain() {
        for (Runnable next = next(); next != null; next = next()) {
            try {
                next.run();
            } catch (RuntimeException | Error bug) {
                log.error("A task of a reply failed.", bug);
            }
        }
    }

    private @Nullable Runnable next() {
        lock.lock();
        try {
            Runnable next = waiting.poll();
            if (next == null) {
                running--;
            }
            return next;
        } finally {
            lock.unlock();
        }
    }
}
