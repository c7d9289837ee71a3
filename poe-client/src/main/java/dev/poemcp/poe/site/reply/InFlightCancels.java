package dev.poemcp.poe.site.reply;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Answers that are being stopped at Poe right now. A client that closes gives them a moment, for they cost points. */
public final class InFlightCancels {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int count;

    /** One more is to be stopped; {@link #end()} has to follow. */
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

    /** Waits until none is left, or the limit is over. */
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
