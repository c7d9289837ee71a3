package dev.poemcp.server.policy.points;

import dev.poemcp.poe.Changes;
import dev.poemcp.poe.Changes.Change;
import dev.poemcp.poe.PoeClient;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records costs that Poe reports after a call has ended. Subscribed to the account's changes only while a cost is
 * awaited, so that the realtime channel is not opened without need.
 */
public final class CostSubscription implements AutoCloseable {
    private final Supplier<PoeClient> poe;
    private final AccountLedger ledger;
    private Changes.@Nullable Subscription subscription;
    private boolean closed;

    /** @param poe source of changes, used when the first cost is awaited */
    public CostSubscription(Supplier<PoeClient> poe, AccountLedger ledger) {
        this.poe = poe;
        this.ledger = ledger;
    }

    /** Subscribes or unsubscribes as needed; to be called after each change of the ledger. */
    public synchronized void adjust() {
        boolean needed = !closed && ledger.awaitsCosts();
        if (needed && subscription == null) {
            subscription = poe.get().changes().subscribe(this::onChange);
        } else if (!needed && subscription != null) {
            subscription.close();
            subscription = null;
        }
    }

    private void onChange(Change change) {
        if (change instanceof Change.CostKnown known) {
            ledger.recordCost(known.jobId(), known.points());
            adjust();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        adjust();
    }
}
