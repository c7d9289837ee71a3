package dev.poemcp.poe.browser.page;

import dev.poemcp.poe.browser.BrowserException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one open page: opened by the first request, and again after it is gone. After failures, or when pages do not
 * last, the next attempt waits, and requests in the meantime fail at once with the reason.
 */
final class PageSupplier {
    private static final long FIRST_PAUSE = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofSeconds(30).toNanos();
    /** A page that lasted so long has worked. */
    private static final long LASTING = Duration.ofSeconds(10).toNanos();

    private static final int MAX_DOUBLINGS = 5;

    /** Opens a page; takes a bounded time. */
    interface Opener {
        PageConnection open() throws IOException, InterruptedException;
    }

    private final Opener opener;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable PageConnection current;
    private long openedAt;
    private int failures;
    private long notBefore;
    private String reason = "";

    PageSupplier(Opener opener, LongSupplier nanoTime) {
        this.opener = opener;
        this.nanoTime = nanoTime;
        this.notBefore = nanoTime.getAsLong();
    }

    /** @throws BrowserException if there is no page; nothing was sent then */
    PageConnection page() throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            var known = current;
            if (known != null) {
                if (known.isOpen()) {
                    return known;
                }
                current = null;
                gone();
            }
            if (nanoTime.getAsLong() - notBefore < 0) {
                throw new BrowserException(reason);
            }
            return open();
        } finally {
            lock.unlock();
        }
    }

    private void gone() {
        if (nanoTime.getAsLong() - openedAt >= LASTING) {
            failures = 0;
            return;
        }
        // The first short-lived page is followed by another one at once.
        pause(failures);
        failures++;
        reason = "The browser's page does not stay open.";
    }

    private PageConnection open() throws IOException, InterruptedException {
        try {
            var opened = opener.open();
            openedAt = nanoTime.getAsLong();
            current = opened;
            return opened;
        } catch (IOException failed) {
            failures++;
            pause(failures);
            reason = String.valueOf(failed.getMessage());
            throw failed;
        }
    }

    private void pause(int count) {
        long pause = count == 0 ? 0 : FIRST_PAUSE << Math.min(count - 1, MAX_DOUBLINGS);
        notBefore = nanoTime.getAsLong() + Math.min(pause, LONGEST_PAUSE);
    }

    /** The open page; null if there is none, or if one is just being opened. */
    @Nullable
    PageConnection ifOpen() {
        if (!lock.tryLock()) {
            return null;
        }
        try {
            return current;
        } finally {
            lock.unlock();
        }
    }
}
