package dev.poemcp.emulator.world;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The account's points: the balance, charges and refunds. */
public final class Ledger {
    private final List<Entry> entries = new ArrayList<>();
    private long balance;
    private long spent;

    public Ledger(long balance) {
        this.balance = balance;
    }

    /**
     * One charge or refund.
     *
     * @param points charged if positive, refunded if negative
     * @param micros time in microseconds since 1970
     */
    public record Entry(long jobId, String bot, long points, long micros) {}

    public synchronized long balance() {
        return balance;
    }

    /** All points charged since the start, less refunds. */
    public synchronized long spent() {
        return spent;
    }

    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    public synchronized void setBalance(long points) {
        balance = points;
    }

    /** Charges the points when a job starts; empty if the balance is too low. */
    public synchronized OptionalLong charge(long jobId, String bot, long points) {
        if (points > balance) {
            return OptionalLong.empty();
        }
        record(jobId, bot, points);
        return OptionalLong.of(points);
    }

    /** Refunds the points of a failed job. */
    public synchronized void refund(long jobId, String bot, long points) {
        record(jobId, bot, -points);
    }

    private void record(long jobId, String bot, long points) {
        balance -= points;
        spent += points;
        entries.add(new Entry(jobId, bot, points, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now())));
    }
}
