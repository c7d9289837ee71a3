package dev.poemcp.poe.site.channel;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.site.session.Site;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one realtime socket of an account: opened when somebody first needs it, then kept, pinged and opened again until
 * {@link #close()}. What it hears goes to one {@link ChannelListener}, which routes it.
 */
public final class RealtimeChannel implements AutoCloseable {
    private final ChannelKeeper keeper;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable Thread thread;
    private boolean closed;
    private boolean up;
    private long attempts;
    private @Nullable PoeException failure;

    /** Pings and pauses are timed by the limits of the site. */
    public RealtimeChannel(Site site, ChannelListener listener) {
        this(new SiteChannelGateway(site), ChannelLimits.of(site.limits()), listener, System::nanoTime);
    }

    RealtimeChannel(ChannelGateway gateway, ChannelLimits limits, ChannelListener listener, LongSupplier nanoTime) {
        this.keeper = new ChannelKeeper(gateway, limits, listener, this::report, nanoTime);
    }

    /**
     * Has the socket open, if that can be done in time.
     *
     * @return whether it is open and subscribed; if not, events may not come, and answers have to be read
     * @throws PoeException when the site did not even say where the channel is
     */
    public boolean ensureUp(Duration wait) throws InterruptedException {
        long left = wait.toNanos();
        lock.lockInterruptibly();
        try {
            if (up || closed) {
                return up;
            }
            if (thread == null) {
                thread = new Thread(keeper, "poe-channel");
                thread.setDaemon(true);
                thread.start();
            }
            keeper.needed();
            long before = attempts;
            while (!up && !closed && attempts == before && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (!up && failure != null && attempts != before) {
                throw new PoeException(failure.failure(), failure);
            }
            return up;
        } finally {
            lock.unlock();
        }
    }

    /** Whether events come right now. */
    public boolean isUp() {
        lock.lock();
        try {
            return up;
        } finally {
            lock.unlock();
        }
    }

    /** What the keeper did. A {@code reason} is given where the site refused to say where the channel is. */
    private void report(boolean nowUp, @Nullable PoeException reason) {
        lock.lock();
        try {
            up = nowUp;
            failure = reason;
            attempts++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets go of the socket and ends its thread. */
    @Override
    public void close() {
        Thread running;
        lock.lock();
        try {
            closed = true;
            up = false;
            running = thread;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        keeper.stop();
        if (running != null && running != Thread.currentThread()) {
            try {
                running.join(TimeUnit.SECONDS.toMillis(1));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
