package dev.poemcp.server.policy;

import dev.poemcp.server.policy.LedgerEntry.State;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The points of one account: a sum, and the messages it is made of as long as their cost may still change. Guarded by the
 * ledger's lock.
 */
final class AccountPoints {
    private static final Logger log = LoggerFactory.getLogger(AccountPoints.class);

    private final int maxEntries;
    private final Deque<LedgerEntry> entries = new ArrayDeque<>();
    private long counted;
    private boolean proven;

    AccountPoints(int maxEntries) {
        this.maxEntries = maxEntries;
    }

    /** Counts the entry's price from now on. */
    void add(LedgerEntry entry) {
        if (entries.size() >= maxEntries) {
            fold();
        }
        entries.addLast(entry);
        counted += entry.price();
    }

    /** Drops the entry that matters least; what it counts stays in the sum. */
    private void fold() {
        if (removeFirst(entry -> entry.state() == State.SPENT)) {
            return;
        }
        log.warn("The cost of {} answers is not known; the oldest of them is counted at its price.", entries.size());
        if (!removeFirst(entry -> entry.state() == State.NOT_YET_KNOWN)) {
            // All are being sent. The call that sends this one still corrects the sum when it learns the cost.
            entries.removeFirst();
        }
    }

    private boolean removeFirst(Predicate<LedgerEntry> which) {
        for (Iterator<LedgerEntry> each = entries.iterator(); each.hasNext(); ) {
            if (which.test(each.next())) {
                each.remove();
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

    /** The newest entry that fits; null when none does. */
    @Nullable
    LedgerEntry newest(Predicate<LedgerEntry> which) {
        for (Iterator<LedgerEntry> each = entries.descendingIterator(); each.hasNext(); ) {
            LedgerEntry entry = each.next();
            if (which.test(entry)) {
                return entry;
            }
        }
        return null;
    }

    /** The prices of the messages whose calls have ended without the cost. */
    long notYetKnown() {
        return entries.stream()
                .filter(entry -> entry.state() == State.NOT_YET_KNOWN)
                .mapToLong(LedgerEntry::price)
                .sum();
    }

    boolean awaitsCosts() {
        return entries.stream().anyMatch(LedgerEntry::awaitsCost);
    }

    /** Poe took a message of this account, so its credentials are real. */
    void taken() {
        proven = true;
    }

    boolean isProven() {
        return proven;
    }

    boolean isSending() {
        return entries.stream().anyMatch(entry -> entry.state() == State.RESERVED);
    }

    /** Whether forgetting it changes nothing. */
    boolean isBlank() {
        return counted == 0 && entries.stream().allMatch(entry -> entry.state() == State.SPENT);
    }
}
