package dev.poemcp.poe.site.reply;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts the replies that are being cancelled at Poe. A client that closes waits briefly for them, since they cost
 * points.
 */
public final class InFlightCancels {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int count;

    /** Counts one more cancellation; {@link #end()} must follow. */
    public void begin() {
        change(1);
    }

    public void end() {
        change(-1);
    }

    private void change(int by) {
        lock.lock();
        try {
            count += by;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there are none left, or until the limit has passed. */
    public void await(Duration limit) throws InterruptedException {
        long left = limit.toNanos();
        lock.lockInterruptibly();
        try {
            while (count > 0 && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
