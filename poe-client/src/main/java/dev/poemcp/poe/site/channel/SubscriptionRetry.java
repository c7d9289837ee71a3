package dev.poemcp.poe.site.channel;

import dev.poemcp.poe.PoeException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Retries the subscriptions at increasing intervals while the socket is open without any. Used only by the reconnect
 * loop's thread.
 */
final class SubscriptionRetry {
    private static final Logger log = LoggerFactory.getLogger(SubscriptionRetry.class);
    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final ChannelRegistration registration;
    private final StatusTracker status;
    private final LongSupplier nanoTime;
    private Duration pause = FIRST;
    private long next;

    SubscriptionRetry(ChannelRegistration registration, StatusTracker status, LongSupplier nanoTime) {
        this.registration = registration;
        this.status = status;
        this.nanoTime = nanoTime;
        this.next = nanoTime.getAsLong() + pause.toNanos();
    }

    /** When to call {@link #check}; far in the future while there are subscriptions. */
    long due(long now) {
        return registration.isSubscribed() ? now + LONGEST.toNanos() : next;
    }

    /** Retries if it is due. */
    void check() {
        if (registration.isSubscribed() || nanoTime.getAsLong() - next < 0) {
            return;
        }
        try {
            registration.subscribeAgain();
        } catch (PoeException failed) {
            log.debug("The subscription failed again: {}", failed.getMessage());
        }
        if (registration.isSubscribed()) {
            status.subscribed();
        }
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        next = nanoTime.getAsLong() + pause.toNanos();
    }
}
