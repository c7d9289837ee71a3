package dev.poemcp.server.policy.points;

import dev.poemcp.poe.Reply;
import dev.poemcp.poe.Via;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One account's part of the ledger. Thread-safe; several instances may belong to the same account. */
public final class AccountLedger {
    private final PointsLedger ledger;
    private final Map<Via, String> accounts;

    /** @param accounts keys by the credentials that identify them; both count, so that neither can be swapped for a new one */
    AccountLedger(PointsLedger ledger, Map<Via, String> accounts) {
        this.ledger = ledger;
        this.accounts = Map.copyOf(accounts);
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
            Map<Via, AccountEntries> points = new EnumMap<>(Via.class);
            for (Map.Entry<Via, String> account : accounts.entrySet()) {
                AccountEntries opened = ledger.open(account.getValue());
                if (opened == null || sum > Math.max(0, total - opened.counted())) {
                    return Optional.empty();
                }
                points.put(account.getKey(), opened);
            }
            List<LedgerEntry> entries = charges.stream()
                    .map(charge -> new LedgerEntry(ledger, points, charge.price(), charge.retry()))
                    .toList();
            points.values().forEach(account -> entries.forEach(account::add));
            return Optional.of(entries);
        }
    }

    Totals totals() {
        synchronized (ledger) {
            return entries()
                    .map(points -> new Totals(points.counted(), points.notYetKnown()))
                    .max(Comparator.comparingLong(Totals::counted))
                    .orElse(new Totals(0, 0));
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
            return entries().anyMatch(AccountEntries::awaitsCosts);
        }
    }

    private Optional<LedgerEntry> find(Predicate<LedgerEntry> predicate) {
        return entries()
                .flatMap(points -> Stream.ofNullable(points.newest(predicate)))
                .findFirst();
    }

    private Stream<AccountEntries> entries() {
        return accounts.values().stream().flatMap(account -> Stream.ofNullable(ledger.find(account)));
    }
}
