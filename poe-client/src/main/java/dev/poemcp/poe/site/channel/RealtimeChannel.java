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
 * The one realtime socket of an account: opened when first needed, then kept alive and reconnected until {@link
 * #close()}. Its events go to one {@link ChannelListener}.
 *
 * <p>Callers do not wait twice for a channel that cannot be opened: the failure is remembered, and attempts continue in
 * the background with increasing pauses.
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
    private boolean needed;

    /** Whether no attempt is made until a caller needs the channel. */
    private boolean dormant;

    private long attempts;
    private @Nullable PoeException failure;
    private boolean knownBad;
    private long knownBadUntil;
    private final AtomicInteger probing = new AtomicInteger();

    /** Pings and pauses use the site's limits. */
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
     * Opens the socket ahead, without waiting: one attempt, and for a few minutes only. It is kept from the first call of
     * {@link #ensureUp} on, which makes its own attempt if this one has failed.
     */
    public void prepare() {
        lock.lock();
        try {
            if (!closed) {
                start();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Opens the socket, if possible in time. Waits only during the first attempt or a reconnect after it worked; if the
     * socket has been silent for a while, waits for a pong.
     *
     * @return the status; unless it is {@link ChannelStatus#UP}, replies must be read from the chat
     * @throws PoeException {@link PoeFailure.AuthExpired} or {@link PoeFailure.NotConfigured}: no one is signed in, so
     *     nothing else will succeed either. Other problems of the channel throw nothing
     */
    public ChannelStatus ensureUp(Duration wait) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (closed) {
                return status;
            }
            needed = true;
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

    /** A silent connection may be dead. */
    private void probe(Duration wait) throws InterruptedException {
        // Longer than the loop waits for a pong, so that a dead socket is closed before the message is sent.
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

    /** Each failed attempt extends it, so callers do not wait while the channel stays broken. */
    private void rememberBad() {
        knownBad = true;
        knownBadUntil = nanoTime.getAsLong() + 2 * limits.longestPause().toNanos();
    }

    /** Whether events come now. */
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
        public boolean rest() {
            lock.lock();
            try {
                if (!needed) {
                    status = ChannelStatus.DOWN;
                    attempting = false;
                    dormant = true;
                }
                return !needed;
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
                // A channel that worked is reopened at once.
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

    /** Closes the socket and ends its thread. */
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
