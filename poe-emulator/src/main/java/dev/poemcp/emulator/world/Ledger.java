package dev.poemcp.emulator.world;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The account's points: what there is, what was taken and given back. */
public final class Ledger {
    private final List<Entry> entries = new ArrayList<>();
    private long balance;
    private long spent;

    public Ledger(long balance) {
        this.balance = balance;
    }

    /**
     * One movement.
     *
     * @param points taken when positive, given back when negative
     * @param micros when, in microseconds since 1970
     */
    public record Entry(long jobId, String bot, long points, long micros) {}

    public synchronized long balance() {
        return balance;
    }

    /** All points taken since the start, less what was given back. */
    public synchronized long spent() {
        return spent;
    }

    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    public synchronized void setBalance(long points) {
        balance = points;
    }

    /** Takes the points if there are enough; used when a job starts. Empty when there are too few. */
    public synchronized OptionalLong take(long jobId, String bot, long points) {
        if (points > balance) {
            return OptionalLong.empty();
        }
        move(jobId, bot, points);
        return OptionalLong.of(points);
    }

    /** Gives the points of a failed job back. */
    public synchronized void giveBack(long jobId, String bot, long points) {
        move(jobId, bot, -points);
    }

    private void move(long jobId, String bot, long points) {
        balance -= points;
        spent += points;
        entries.add(new Entry(jobId, bot, points, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now())));
    }
}
