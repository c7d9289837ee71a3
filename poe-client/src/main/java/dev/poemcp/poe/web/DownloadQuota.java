package dev.poemcp.poe.web;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes the downloads of all callers together may take on disk. */
final class DownloadQuota {
    private final long most;
    private final AtomicLong used = new AtomicLong();

    /** @param most in bytes */
    DownloadQuota(long most) {
        this.most = most;
    }

    /** In bytes, of all shares that are not closed. */
    long used() {
        return used.get();
    }

    /** An empty share for one download, closed when its file is gone. */
    Share open() {
        return new Share();
    }

    /** What one download takes; given back once, however often it is closed. */
    final class Share implements AutoCloseable {
        private long bytes;
        private boolean closed;

        private Share() {}

        /** Takes what is missing to so many bytes; false, having taken nothing, when there is no room for it. */
        synchronized boolean growTo(long wanted) {
            long missing = wanted - bytes;
            if (closed) {
                return false;
            }
            if (missing <= 0) {
                return true;
            }
            long before = used.get();
            while (missing <= most - before) {
                if (used.compareAndSet(before, before + missing)) {
                    bytes = wanted;
                    return true;
                }
                before = used.get();
            }
            return false;
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                used.addAndGet(-bytes);
            }
        }
    }
}
