package dev.poemcp.server.transport.http;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that wait for clients to read them. When there are too many, the client that has not read for longest is
 * dropped, and the others go on.
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

    /** What one response has to say and its client has not read yet. */
    final class Claim implements AutoCloseable {
        private final Quota.Holding holding;
        private final Consumer<Throwable> dropper;
        private volatile long lastRead = nanoTime.getAsLong();

        private Claim(Caller caller, Consumer<Throwable> dropper) {
            this.holding = quota.open(caller);
            this.dropper = dropper;
        }

        /** Null when there is room; else why not. Others may be dropped to make room. */
        @Nullable
        HttpProblem take(int bytes) {
            if (holding.amount() == 0) {
                lastRead = nanoTime.getAsLong();
                claims.add(this);
            }
            var refused = holding.take(bytes);
            while (refused != null) {
                var slowest = slowest(refused.status() == HttpProblem.TOO_MANY);
                if (slowest.isEmpty()) {
                    return refused;
                }
                slowest.get().drop();
                refused = holding.take(bytes);
            }
            return null;
        }

        private Optional<Claim> slowest(boolean ofThisUser) {
            var mine = holding.caller();
            return claims.stream()
                    .filter(each -> each != this && each.holding.amount() > 0)
                    .filter(each -> ofThisUser
                            ? each.holding.caller().user().equals(mine.user())
                            // Who is not proven may displace only others who are not.
                            : mine.proven() || !each.holding.caller().proven())
                    .min((a, b) -> Long.signum(a.lastRead - b.lastRead));
        }

        private void drop() {
            close();
            dropper.accept(new TimeoutException("The client does not read, and others need the room."));
        }

        /** The client has read so much. */
        void read(int bytes) {
            lastRead = nanoTime.getAsLong();
            holding.giveBack(bytes);
        }

        long waiting() {
            return holding.amount();
        }

        @Override
        public void close() {
            claims.remove(this);
            holding.close();
        }
    }

    /** @param dropper ends the response at once; must not block, may be called when it is over */
    Claim open(Caller caller, Consumer<Throwable> dropper) {
        return new Claim(caller, dropper);
    }

    long held() {
        return quota.held();
    }
}
