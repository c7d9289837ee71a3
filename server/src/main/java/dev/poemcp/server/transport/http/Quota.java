package dev.poemcp.server.transport.http;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Limits how much of one resource, such as calls or bytes, is held at the same time: by one user, by all users whose
 * credentials are not accepted, and in total. Thread-safe.
 */
final class Quota {
    private final String resource;
    private final long total;
    private final long perUser;
    private final Map<String, Long> byUser = new HashMap<>();
    private long held;
    private long heldByUnaccepted;

    /** @param resource name of the resource in error messages */
    Quota(String resource, long total, long perUser) {
        this.resource = resource;
        this.total = total;
        this.perUser = perUser;
    }

    /** What one request, session or stream holds; closing releases it. */
    final class Allocation implements AutoCloseable {
        private final Caller caller;
        private long amount;
        private boolean closed;

        private Allocation(Caller caller) {
            this.caller = caller;
        }

        /** Acquires more and returns null, or returns the reason. Fails after {@link #close}. */
        @Nullable
        HttpProblem acquire(long more) {
            synchronized (Quota.this) {
                if (closed) {
                    return HttpProblem.of(HttpProblem.BUSY, "The request is over.");
                }
                if (byUser.getOrDefault(caller.user(), 0L) + more > perUser && perUser < total) {
                    return HttpProblem.of(
                            HttpProblem.TOO_MANY,
                            "One user may have " + perUser + " " + resource + " at a time; try again later.");
                }
                if (held + more > total || (!caller.accepted() && heldByUnaccepted + more > total / 2)) {
                    return HttpProblem.of(
                            HttpProblem.BUSY,
                            "The server has as many " + resource + " as it can (" + total + "); try again later.");
                }
                add(more);
                return null;
            }
        }

        /** Releases a part; no effect after {@link #close}. */
        void release(long less) {
            synchronized (Quota.this) {
                if (!closed) {
                    add(-less);
                }
            }
        }

        private void add(long difference) {
            amount += difference;
            held += difference;
            // By the caller's state when the allocation was opened, so that acquire and release match.
            heldByUnaccepted += caller.accepted() ? 0 : difference;
            byUser.merge(caller.user(), difference, (a, b) -> a + b == 0 ? null : a + b);
        }

        long amount() {
            synchronized (Quota.this) {
                return amount;
            }
        }

        Caller caller() {
            return caller;
        }

        @Override
        public void close() {
            synchronized (Quota.this) {
                if (!closed) {
                    add(-amount);
                    closed = true;
                }
            }
        }
    }

    /** Opens an empty allocation. */
    Allocation open(Caller caller) {
        return new Allocation(caller);
    }

    /** The amount that the caller's user holds. */
    synchronized long heldBy(Caller caller) {
        return byUser.getOrDefault(caller.user(), 0L);
    }

    /** The total amount held. */
    synchronized long held() {
        return held;
    }
}
