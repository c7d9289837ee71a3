package dev.poemcp.poe.web;

import java.util.concurrent.atomic.AtomicLong;

/** Limits the bytes on disk of all callers' downloads together. */
final class DownloadQuota {
    private final long maxBytes;
    private final AtomicLong used = new AtomicLong();

    /** @param maxBytes in bytes */
    DownloadQuota(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Bytes of all open reservations. */
    long used() {
        return used.get();
    }

    /** An empty reservation for one download, closed when its file is deleted. */
    ReservedBytes open() {
        return new ReservedBytes();
    }

    /** The bytes of one download; released once, even if closed repeatedly. */
    final class ReservedBytes implements AutoCloseable {
        private long bytes;
        private boolean closed;

        private ReservedBytes() {}

        /** Grows to {@code wanted} bytes; false, without effect, if the quota is exceeded. */
        synchronized boolean growTo(long wanted) {
            long missing = wanted - bytes;
            if (closed) {
                return false;
            }
            if (missing <= 0) {
                return true;
            }
            long before = used.get();
            while (missing <= maxBytes - before) {
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
