package dev.poemcp.server.policy;

import dev.poemcp.poe.Changes;
import dev.poemcp.poe.Changes.Change;
import dev.poemcp.poe.PoeClient;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings the ledger costs that Poe tells after the call has ended. Subscribed to the account's changes only while an answer's
 * cost is awaited: the realtime channel is not opened for anything else.
 */
public final class CostSubscription implements AutoCloseable {
    private final Supplier<PoeClient> poe;
    private final AccountLedger ledger;
    private Changes.@Nullable Subscription subscription;
    private boolean closed;

    /** @param poe asked for its changes when the first cost is awaited */
    public CostSubscription(Supplier<PoeClient> poe, AccountLedger ledger) {
        this.poe = poe;
        this.ledger = ledger;
    }

    /** To be called when the ledger has changed: subscribes or unsubscribes as it needs. */
    public synchronized void adjust() {
        boolean needed = !closed && ledger.awaitsCosts();
        if (needed && subscription == null) {
            subscription = poe.get().changes().subscribe(this::hear);
        } else if (!needed && subscription != null) {
            subscription.close();
            subscription = null;
        }
    }

    private void hear(Change change) {
        if (change instanceof Change.CostKnown known) {
            ledger.costKnown(known.jobId(), known.points());
            adjust();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        adjust();
    }
}
