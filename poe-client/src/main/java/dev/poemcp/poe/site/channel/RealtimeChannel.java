package dev.poemcp.poe.site.channel;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.site.session.Site;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one realtime socket of an account: opened when somebody first needs it, then kept, pinged and opened again until
 * {@link #close()}. What it hears goes to one {@link ChannelListener}, which routes it.
 *
 * <p>Nobody waits for it in vain twice: that it could not be opened is remembered, and it is tried again in the
 * background, with longer and longer pauses.
 */
public final class RealtimeChannel implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RealtimeChannel.class);

    private static final Duration SLACK = Duration.ofSeconds(1);

    private final ReconnectLoop reconnectLoop;
    private final ChannelLimits limits;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable Thread thread;
    private boolean closed;
    private ChannelStatus status = ChannelStatus.DOWN;
    private boolean attempting;

    /** Whether nothing is tried before somebody needs the channel. */
    private boolean dormant;

    private long attempts;
    private @Nullable PoeException failure;
    private boolean knownBad;
    private long knownBadUntil;
    private final AtomicInteger probing = new AtomicInteger();

    /** Pings and pauses are timed by the limits of the site. */
    public RealtimeChannel(Site site, ChannelListener listener) {
        this(new SiteChannelGateway(site), ChannelLimits.of(site.limits()), listener, System::nanoTime, site.clock());
    }

    RealtimeChannel(
            ChannelGateway gateway,
            ChannelLimits limits,
            ChannelListener listener,
            LongSupplier nanoTime,
            InstantSource clock) {
        this.reconnectLoop = new ReconnectLoop(gateway, limits, listener, new StatusReporter(), nanoTime, clock);
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    /**
     * Has the socket open, if that can be done in time. Waits only while it is being opened for the first time, or again
     * after it worked; and, where it has said nothing for a while, as long as it has to answer a ping.
     *
     * @return what can be expected; unless it is {@link ChannelStatus#UP}, answers have to be read
     * @throws PoeException {@link PoeFailure.AuthExpired} or {@link PoeFailure.NotConfigured}: no one is signed in, so
     *     that nothing else will succeed either. Nothing else that is wrong with the channel is a failure
     */
    public ChannelStatus ensureUp(Duration wait) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (closed) {
                return status;
            }
            start();
            if (status != ChannelStatus.DOWN) {
                probe(wait);
                return status;
            }
            reconnectLoop.requestConnection();
            attempting |= dormant;
            dormant = false;
            if (!isKnownBad()) {
                awaitAttempt(wait);
            }
            return status;
        } finally {
            lock.unlock();
        }
    }

    private void start() {
        if (thread == null) {
            attempting = true;
            thread = new Thread(reconnectLoop, "poe-channel");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void awaitAttempt(Duration wait) throws InterruptedException {
        long left = wait.toNanos();
        long before = attempts;
        while (attempting && !closed && attempts == before && left > 0) {
            left = changed.awaitNanos(left);
        }
        PoeException why = failure;
        if (attempts != before && status == ChannelStatus.DOWN && why != null && isSignInFailure(why.failure())) {
            throw new PoeException(why.failure(), why);
        }
        if (attempts == before && attempting && !wait.isZero()) {
            log.debug("The realtime channel was not open after {}.", wait);
            rememberBad();
        }
    }

    private static boolean isSignInFailure(PoeFailure failure) {
        return failure instanceof PoeFailure.AuthExpired || failure instanceof PoeFailure.NotConfigured;
    }

    /** A connection may have died while nothing was said on it. */
    private void probe(Duration wait) throws InterruptedException {
        // Longer than the keeper waits, so that it has given up what is dead before a message goes the same way.
        Duration pongTimeout = limits.pong().plus(SLACK);
        Duration timeout = wait.compareTo(pongTimeout) < 0 ? wait : pongTimeout;
        if (timeout.isZero() || reconnectLoop.silence().compareTo(limits.quiet()) < 0) {
            return;
        }
        probing.incrementAndGet();
        try {
            reconnectLoop.probe();
            long left = timeout.toNanos();
            while (!closed
                    && left > 0
                    && status != ChannelStatus.DOWN
                    && reconnectLoop.silence().compareTo(limits.quiet()) >= 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            probing.decrementAndGet();
        }
    }

    private boolean isKnownBad() {
        return knownBad && nanoTime.getAsLong() - knownBadUntil < 0;
    }

    /** Each failed attempt renews it, so callers do not wait while the channel stays broken. */
    private void rememberBad() {
        knownBad = true;
        knownBadUntil = nanoTime.getAsLong() + 2 * limits.longestPause().toNanos();
    }

    /** Whether events come right now. */
    public boolean isUp() {
        lock.lock();
        try {
            return status == ChannelStatus.UP;
        } finally {
            lock.unlock();
        }
    }

    private final class StatusReporter implements ReconnectLoop.Reporter {
        @Override
        public void attempting() {
            lock.lock();
            try {
                attempting = true;
                dormant = false;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void report(ChannelStatus now, @Nullable PoeException reason) {
            lock.lock();
            try {
                boolean down = now == ChannelStatus.DOWN;
                boolean wasUp = status == ChannelStatus.UP;
                // A channel that worked is opened again at once.
                attempting = down && wasUp;
                dormant = reason != null && ChannelGateway.isPermanent(reason);
                knownBad &= down && !dormant;
                if (down && !wasUp && !dormant) {
                    rememberBad();
                }
                status = now;
                failure = reason;
                attempts++;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void received() {
            if (probing.get() > 0) {
                lock.lock();
                try {
                    changed.signalAll();
                } finally {
                    lock.unlock();
                }
            }
        }
    }

    /** Lets go of the socket and ends its thread. */
    @Override
    public void close() {
        Thread running;
        lock.lock();
        try {
            closed = true;
            status = ChannelStatus.DOWN;
            running = thread;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        reconnectLoop.stop();
        if (running != null && running != Thread.currentThread()) {
            try {
                running.join(TimeUnit.SECONDS.toMillis(1));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
