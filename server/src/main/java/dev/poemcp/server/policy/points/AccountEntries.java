package dev.poemcp.server.policy.points;

import dev.poemcp.server.policy.points.LedgerEntry.CostState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The points of one account: a sum, and the entries whose cost may still change. Guarded by the ledger's lock. */
final class AccountEntries {
    private static final Logger log = LoggerFactory.getLogger(AccountEntries.class);

    private final int maxEntries;
    private final Deque<LedgerEntry> entries = new ArrayDeque<>();
    private long counted;
    private boolean proven;

    AccountEntries(int maxEntries) {
        this.maxEntries = maxEntries;
    }

    /** Adds the entry and counts its price. */
    void add(LedgerEntry entry) {
        if (entries.size() >= maxEntries) {
            evict();
        }
        entries.addLast(entry);
        counted += entry.price();
    }

    /** Drops the least important entry; its points stay in the sum. */
    private void evict() {
        if (removeFirst(entry -> entry.state() == CostState.SPENT)) {
            return;
        }
        log.warn("The cost of {} replies is not known; the oldest of them is counted at its price.", entries.size());
        if (!removeFirst(entry -> entry.state() == CostState.NOT_YET_KNOWN)) {
            // All are being sent. The call that sends this one still corrects the sum when the cost is known.
            entries.removeFirst();
        }
    }

    private boolean removeFirst(Predicate<LedgerEntry> predicate) {
        for (Iterator<LedgerEntry> iterator = entries.iterator(); iterator.hasNext(); ) {
            if (predicate.test(iterator.next())) {
                iterator.remove();
                return true;
            }
        }
        return false;
    }

    void remove(LedgerEntry entry) {
        entries.remove(entry);
    }

    void count(long difference) {
        counted += difference;
    }

    long counted() {
        return counted;
    }

    /** The newest matching entry; null if none matches. */
    @Nullable
    LedgerEntry newest(Predicate<LedgerEntry> predicate) {
        for (Iterator<LedgerEntry> iterator = entries.descendingIterator(); iterator.hasNext(); ) {
            LedgerEntry entry = iterator.next();
            if (predicate.test(entry)) {
                return entry;
            }
        }
        return null;
    }

    /** The prices of messages whose calls have ended before the cost was known. */
    long notYetKnown() {
        return entries.stream()
                .filter(entry -> entry.state() == CostState.NOT_YET_KNOWN)
                .mapToLong(LedgerEntry::price)
                .sum();
    }

    boolean awaitsCosts() {
        return entries.stream().anyMatch(LedgerEntry::awaitsCost);
    }

    /** Poe accepted a message of this account, so its credentials are valid. */
    void markProven() {
        proven = true;
    }

    boolean isProven() {
        return proven;
    }

    boolean isSending() {
        return entries.stream().anyMatch(entry -> entry.state() == CostState.RESERVED);
    }

    /** Whether it can be dropped without a change. */
    boolean isBlank() {
        return counted == 0 && entries.stream().allMatch(entry -> entry.state() == CostState.SPENT);
    }
}
