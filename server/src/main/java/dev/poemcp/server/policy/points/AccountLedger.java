package dev.poemcp.server.policy.points;

import dev.poemcp.poe.Reply;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** One account's part of the ledger. Thread-safe; several instances may belong to the same account. */
public final class AccountLedger {
    private final PointsLedger ledger;
    private final String account;

    AccountLedger(PointsLedger ledger, String account) {
        this.ledger = ledger;
        this.account = account;
    }

    /** @param retry whether a reply is regenerated */
    record Charge(long price, boolean retry) {}

    /**
     * What counts towards the account's total, in points.
     *
     * @param counted spent and reserved
     * @param notYetKnown the part reserved for replies whose cost is not known yet
     */
    record Totals(long counted, long notYetKnown) {}

    /**
     * Reserves the prices of messages, all or none.
     *
     * @param total maximum of counted points afterwards
     * @return one entry for each message, in order; empty, with nothing reserved, if the total would be exceeded or the
     *     ledger has no room for another account
     */
    Optional<List<LedgerEntry>> reserve(List<Charge> charges, long total) {
        synchronized (ledger) {
            long sum = charges.stream().mapToLong(Charge::price).sum();
            AccountEntries points = ledger.open(account);
            if (points == null || sum > Math.max(0, total - points.counted())) {
                return Optional.empty();
            }
            List<LedgerEntry> entries = charges.stream()
                    .map(charge -> new LedgerEntry(ledger, points, charge.price(), charge.retry()))
                    .toList();
            entries.forEach(points::add);
            return Optional.of(entries);
        }
    }

    Totals totals() {
        synchronized (ledger) {
            AccountEntries points = ledger.find(account);
            return points == null ? new Totals(0, 0) : new Totals(points.counted(), points.notYetKnown());
        }
    }

    /** Settles the entry of the reply's message, if there is one. */
    public void update(Reply reply) {
        synchronized (ledger) {
            find(entry -> entry.isOf(reply)).ifPresent(entry -> entry.update(reply));
        }
    }

    /**
     * Records the cost of a job.
     *
     * @param points of all its messages; replaces an earlier value
     */
    public void recordCost(long jobId, long points) {
        synchronized (ledger) {
            find(entry -> entry.isOfJob(jobId)).ifPresent(entry -> entry.settle(points));
        }
    }

    /** Same by the reply's message code. */
    public void recordCost(String messageCode, long points) {
        synchronized (ledger) {
            find(entry -> entry.isOfCode(messageCode)).ifPresent(entry -> entry.settle(points));
        }
    }

    /** Whether an event of the realtime channel can settle an entry. */
    public boolean awaitsCosts() {
        synchronized (ledger) {
            AccountEntries points = ledger.find(account);
            return points != null && points.awaitsCosts();
        }
    }

    private Optional<LedgerEntry> find(Predicate<LedgerEntry> predicate) {
        AccountEntries points = ledger.find(account);
        return points == null ? Optional.empty() : Optional.ofNullable(points.newest(predicate));
    }
}
