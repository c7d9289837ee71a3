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
 * What answers ask of the site, a few at a time, in the order in which it fell due. A thousand answers that miss
 * something at the same moment, after a gap of the channel say, must neither storm the site nor take the workers from
 * messages that want to be sent. Bounded by its users: each answer has at most one reading and one question for its
 * cost in it. A question sees to its own failures, and finds out when it is its turn whether it is still needed.
 */
final class BoundedTaskQueue {
    private static final Logger log = LoggerFactory.getLogger(BoundedTaskQueue.class);

    /** About what a browser has open to one host, twice. */
    static final int MAX_CONCURRENT = 12;

    private final Executor workers;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;

    BoundedTaskQueue(Executor workers) {
        this.workers = workers;
    }

    /** Returns at once; may be called with the lock of an answer held. */
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
            // So few threads more do no harm, and a question must not be forgotten because every worker is sending.
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
                log.error("A question of an answer failed.", bug);
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
