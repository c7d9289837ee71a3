package dev.poemcp.server.policy;

import dev.poemcp.poe.Reply;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** One account's part of the ledger. Safe for use by many threads, and by several of these for the same account. */
public final class AccountLedger {
    private final PointsLedger ledger;
    private final String account;

    AccountLedger(PointsLedger ledger, String account) {
        this.ledger = ledger;
        this.account = account;
    }

    /** @param retry whether an answer is generated again */
    record Message(long price, boolean retry) {}

    /**
     * What counts towards the account's total, in points.
     *
     * @param counted spent and set aside
     * @param notYetKnown the part of it that is set aside for answers whose cost is not known yet
     */
    record Totals(long counted, long notYetKnown) {}

    /**
     * Sets the prices of messages aside, all or none.
     *
     * @param total most that may be counted afterwards, in points
     * @return one for each message, in order; empty, with nothing set aside, when the total does not allow it or there is
     *     no room for another account
     */
    Optional<List<LedgerEntry>> reserve(List<Message> messages, long total) {
        synchronized (ledger) {
            long sum = messages.stream().mapToLong(Message::price).sum();
            AccountPoints points = ledger.open(account);
            if (points == null || sum > Math.max(0, total - points.counted())) {
                return Optional.empty();
            }
            List<LedgerEntry> entries = messages.stream()
                    .map(message -> new LedgerEntry(ledger, points, message.price(), message.retry()))
                    .toList();
            entries.forEach(points::add);
            return Optional.of(entries);
        }
    }

    Totals totals() {
        synchronized (ledger) {
            AccountPoints points = ledger.find(account);
            return points == null ? new Totals(0, 0) : new Totals(points.counted(), points.notYetKnown());
        }
    }

    /** An answer was read again; settles the entry of its message, if there is one. */
    public void update(Reply reply) {
        synchronized (ledger) {
            find(entry -> entry.isOf(reply)).ifPresent(entry -> entry.update(reply));
        }
    }

    /**
     * Poe told the cost of a job.
     *
     * @param points of all its messages; corrects what was known before
     */
    public void costKnown(long jobId, long points) {
        synchronized (ledger) {
            find(entry -> entry.isOfJob(jobId)).ifPresent(entry -> entry.spent(points));
        }
    }

    /** The same by the code of the answer. */
    public void costKnown(String messageCode, long points) {
        synchronized (ledger) {
            find(entry -> entry.isOfCode(messageCode)).ifPresent(entry -> entry.spent(points));
        }
    }

    /** Whether news of the realtime channel can settle something. */
    public boolean awaitsCosts() {
        synchronized (ledger) {
            AccountPoints points = ledger.find(account);
            return points != null && points.awaitsCosts();
        }
    }

    private Optional<LedgerEntry> find(Predicate<LedgerEntry> which) {
        AccountPoints points = ledger.find(account);
        return points == null ? Optional.empty() : Optional.ofNullable(points.newest(which));
    }
}
