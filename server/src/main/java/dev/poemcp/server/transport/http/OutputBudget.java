package dev.poemcp.server.transport.http;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Limits the bytes that clients have not read yet. Above the limit, the client that has not read for longest is
 * disconnected.
 */
final class OutputBudget {
    private final Quota quota;
    private final LongSupplier nanoTime;
    private final Set<Claim> claims = ConcurrentHashMap.newKeySet();

    OutputBudget(HttpLimits limits, LongSupplier nanoTime) {
        this.quota =
                new Quota("unread bytes", limits.outputBytes(), limits.user().outputBytes());
        this.nanoTime = nanoTime;
    }

    /** The unread bytes of one response. */
    final class Claim implements AutoCloseable {
        private final Quota.Allocation allocation;
        private final Consumer<Throwable> dropper;
        private volatile long lastRead = nanoTime.getAsLong();

        private Claim(Caller caller, Consumer<Throwable> dropper) {
            this.allocation = quota.open(caller);
            this.dropper = dropper;
        }

        /** Returns null, or the reason why there is no room. May disconnect other clients to make room. */
        @Nullable
        HttpProblem acquire(int bytes) {
            if (allocation.amount() == 0) {
                lastRead = nanoTime.getAsLong();
                claims.add(this);
            }
            var rejection = allocation.acquire(bytes);
            while (rejection != null) {
                var slowest = slowest(rejection.status() == HttpProblem.TOO_MANY);
                if (slowest.isEmpty()) {
                    return rejection;
                }
                slowest.get().drop();
                rejection = allocation.acquire(bytes);
            }
            return null;
        }

        private Optional<Claim> slowest(boolean ofThisUser) {
            var mine = allocation.caller();
            return claims.stream()
                    .filter(each -> each != this && each.allocation.amount() > 0)
                    .filter(each -> ofThisUser
                            ? each.allocation.caller().user().equals(mine.user())
                            // Unaccepted users may displace only each other.
                            : mine.accepted() || !each.allocation.caller().accepted())
                    .min((a, b) -> Long.signum(a.lastRead - b.lastRead));
        }

        private void drop() {
            close();
            dropper.accept(new TimeoutException("The client does not read, and the output limit is reached."));
        }

        /** Records that the client has read the bytes. */
        void markRead(int bytes) {
            lastRead = nanoTime.getAsLong();
            allocation.release(bytes);
        }

        long unread() {
            return allocation.amount();
        }

        @Override
        public void close() {
            claims.remove(this);
            allocation.close();
        }
    }

    /** @param dropper ends the response at once; must not block, may be called after its end */
    Claim open(Caller caller, Consumer<Throwable> dropper) {
        return new Claim(caller, dropper);
    }

    long held() {
        return quota.held();
    }
}
