package dev.poemcp.server.transport.http;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How much of one thing, such as calls or bytes, may be held at a time: by one user, by all together whose credentials
 * are not proven, and by all. Safe for use by many threads.
 */
final class Quota {
    private final String what;
    private final long inAll;
    private final long perUser;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Long> byUser = new HashMap<>();
    private long held;
    private long heldByUnproven;

    /** @param what is counted, as a refusal names it */
    Quota(String what, long inAll, long perUser) {
        this.what = what;
        this.inAll = inAll;
        this.perUser = perUser;
    }

    /** What one request, session or stream holds; closing it gives everything back, once. */
    final class Holding implements AutoCloseable {
        private final Caller caller;
        private long amount;
        private boolean closed;

        private Holding(Caller caller) {
            this.caller = caller;
        }

        /** Null when it was taken; else nothing was, and this is why. After {@link #close} nothing can be taken. */
        @Nullable
        HttpProblem take(long more) {
            lock.lock();
            try {
                if (closed) {
                    return HttpProblem.of(HttpProblem.BUSY, "The request is over.");
                }
                if (byUser.getOrDefault(caller.user(), 0L) + more > perUser && perUser < inAll) {
                    return HttpProblem.of(
                            HttpProblem.TOO_MANY,
                            "One user may have " + perUser + " " + what + " at a time; try again later.");
                }
                if (held + more > inAll || (!caller.proven() && heldByUnproven + more > inAll / 2)) {
                    return HttpProblem.of(
                            HttpProblem.BUSY, "The server has as many " + what + " as it can; try again later.");
                }
                add(more);
                return null;
            } finally {
                lock.unlock();
            }
        }

        /** Gives a part back; has no effect after {@link #close}, which gave all of it back. */
        void giveBack(long less) {
            lock.lock();
            try {
                if (!closed) {
                    add(-less);
                }
            } finally {
                lock.unlock();
            }
        }

        private void add(long difference) {
            amount += difference;
            held += difference;
            // As the caller was when this holding began, so that what is given back is what was taken.
            heldByUnproven += caller.proven() ? 0 : difference;
            byUser.merge(caller.user(), difference, (a, b) -> a + b == 0 ? null : a + b);
        }

        long amount() {
            lock.lock();
            try {
                return amount;
            } finally {
                lock.unlock();
            }
        }

        Caller caller() {
            return caller;
        }

        @Override
        public void close() {
            lock.lock();
            try {
                if (!closed) {
                    add(-amount);
                    closed = true;
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** Holds nothing yet. */
    Holding open(Caller caller) {
        return new Holding(caller);
    }

    /** By the caller's user, at present. */
    long heldBy(Caller caller) {
        lock.lock();
        try {
            return byUser.getOrDefault(caller.user(), 0L);
        } finally {
            lock.unlock();
        }
    }

    /** By all together, at present. */
    long held() {
        lock.lock();
        try {
            return held;
        } finally {
            lock.unlock();
        }
    }
}
