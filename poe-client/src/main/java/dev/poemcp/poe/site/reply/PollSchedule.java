package dev.poemcp.poe.site.reply;

import dev.poemcp.poe.site.config.SiteLimits;
import java.time.Duration;

/**
 * When an answer has to be asked after, because the socket is silent or something is still missing at its end. Pure:
 * told the time (nanoseconds), it says what is due. Guarded by its owner.
 */
final class PollSchedule {
    static final long NEVER = Long.MAX_VALUE;
    private static final int LONGEST_SILENCE = 4;
    private static final int LONGEST_PAUSE = 16;
    private static final int MAX_COST_POLLS = 4;
    private static final int STUCK = 3;

    /** How long a job's end may precede its message's last words. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private final SiteLimits limits;
    private final boolean old;
    private final long began;
    private boolean lineUp = true;
    private boolean gap;
    private boolean gapRead;
    private boolean reading;
    private int failedReads;
    private long notBefore;
    private boolean polling;
    private long lastSign;
    private int silentReads;
    private long jobEndedAt;
    private boolean jobEnded;
    private int readsAfterJob;
    private boolean ended;
    private long endedAt;
    private boolean readAfterEnd;
    private int polls;
    private boolean wantSuggestions;
    private boolean wantCost;
    private Duration costPatience = Duration.ZERO;
    private boolean costComes;
    private int lastingFailures;

    /** @param old whether the answer had ended before anybody asked, so that nothing more comes by itself */
    PollSchedule(SiteLimits limits, boolean old, long now) {
        this.limits = limits;
        this.old = old;
        this.began = now;
        this.notBefore = now;
        this.lastSign = now;
    }

    /** An event about the answer came. */
    void sign(long now) {
        lastSign = now;
        silentReads = 0;
        lastingFailures = 0;
    }

    void line(boolean up) {
        lineUp = up;
    }

    /** Events are lost for good. */
    void gap() {
        gap = true;
    }

    void jobEnded(boolean has, long now) {
        if (has && !jobEnded) {
            jobEndedAt = now;
            readsAfterJob = 0;
        }
        jobEnded = has;
    }

    /**
     * The text is complete. Suggestions and cost have a deadline each, so that a cost that can not be had costs the
     * caller of a suggesting bot nothing.
     *
     * @param suggestions whether suggested replies are worth waiting for
     * @param cost whether the cost is wanted at all
     * @param costUsual whether it usually comes in time
     * @param costEvent whether it usually comes by itself
     */
    void ended(long now, boolean suggestions, boolean cost, boolean costUsual, boolean costEvent) {
        ended = true;
        endedAt = now;
        wantSuggestions = suggestions && !old;
        wantCost = cost;
        costComes = costEvent && !old;
        costPatience = costUsual ? limits.extras() : limits.extras().dividedBy(8);
    }

    void haveSuggestions() {
        wantSuggestions = false;
    }

    void haveCost() {
        wantCost = false;
    }

    /** The site will not tell the cost, so only the channel may still do so. */
    void costRefused() {
        polls = MAX_COST_POLLS;
        wantCost &= costComes;
    }

    boolean wantsSuggestions() {
        return ended && wantSuggestions;
    }

    boolean wantsCost() {
        return ended && wantCost;
    }

    /** Whether nothing more is waited for. */
    boolean over(long now) {
        return overAt() <= now;
    }

    /** When everything is over at the latest; {@link #NEVER} while the text grows. */
    long overAt() {
        if (!ended) {
            return NEVER;
        }
        long suggestionsUntil = wantSuggestions ? endedAt + limits.extras().toNanos() : endedAt;
        long costUntil = wantCost ? endedAt + costPatience.toNanos() : endedAt;
        return Math.max(suggestionsUntil, costUntil);
    }

    /** When whoever waits has to look again, if nothing is heard till then. */
    long due() {
        return Math.min(overAt(), Math.min(readDue(), costDue()));
    }

    /** When the chat has to be read. */
    long readDue() {
        return reading ? NEVER : Math.max(wanted(), notBefore);
    }

    private long wanted() {
        if (ended) {
            boolean useful = wantSuggestions && !readAfterEnd;
            return useful ? endedAt + part(limits.extras(), 60) : NEVER;
        }
        if (gap) {
            return began;
        }
        if (jobEnded) {
            return jobEndedAt + GRACE.toNanos() * (readsAfterJob == 0 ? 1 : 4L * readsAfterJob);
        }
        Duration silence = lineUp ? limits.silence() : limits.deafSilence();
        return lastSign + silence.toNanos() * Math.min(1L << Math.min(silentReads, 10), LONGEST_SILENCE);
    }

    /** When the cost has to be asked for. */
    long costDue() {
        if (!ended || !wantCost || polling || polls >= MAX_COST_POLLS) {
            return NEVER;
        }
        int first = costComes ? 60 : old ? 0 : 5;
        long due = part(limits.extras(), Math.min(95, first + polls * 25));
        return due < costPatience.toNanos() ? endedAt + due : NEVER;
    }

    private static long part(Duration whole, int percent) {
        return whole.toNanos() / 100 * percent;
    }

    /** A reading was asked for, though others may come first. */
    void readAsked() {
        reading = true;
    }

    /**
     * It is the turn of the reading.
     *
     * @return false when it is no longer needed, because something was heard in the meantime
     */
    boolean readBegins(long now) {
        reading = false;
        if (readDue() > now) {
            return false;
        }
        reading = true;
        gapRead = gap;
        gap = false;
        readAfterEnd |= ended;
        return true;
    }

    /**
     * The chat was read.
     *
     * @param changed whether it showed something new: then the next reading is not put off further than the first
     */
    void readDone(long now, boolean changed) {
        reading = false;
        failedReads = 0;
        lastingFailures = 0;
        silentReads = changed ? 0 : silentReads + 1;
        lastSign = now;
        if (jobEnded) {
            readsAfterJob++;
        }
    }

    /**
     * Nothing was learned, so the reading is still owed; but not at once, for the site may have too much to do.
     *
     * @param lasting whether the next reading is likely to fail in the same way
     */
    void readFailed(long now, boolean lasting) {
        reading = false;
        gap |= gapRead;
        long pauses = Math.min(1L << Math.min(failedReads, 10), LONGEST_PAUSE);
        notBefore = now + limits.firstBackOff().toNanos() * pauses;
        failedReads++;
        lastingFailures = lasting ? lastingFailures + 1 : 0;
    }

    /**
     * Whether neither the channel nor the chat will tell more: two readings in a row failed in a lasting way, and
     * nothing was heard in between. While the channel is up, a message counts as stuck only after three times the
     * silence, which is what the site's own client grants it (40 s; docs/poe-protocol.md §5.7).
     */
    boolean isHopeless(long now) {
        boolean silent = !lineUp || now - lastSign >= limits.silence().toNanos() * STUCK;
        return lastingFailures >= 2 && silent;
    }

    /** Whether the chat was read and nothing changed, twice while the channel could have told. */
    boolean isSilent() {
        return silentReads >= (lineUp ? 2 : 1);
    }

    /** Whether the chat was read twice since the job ended and still showed a growing message. */
    boolean jobsWordCounts() {
        return jobEnded && readsAfterJob >= 2;
    }

    /** Whether the reading just done made it silent. */
    boolean hasFallenSilent() {
        return silentReads == (lineUp ? 2 : 1);
    }

    void pollBegun() {
        polling = true;
        polls++;
    }

    void pollDone() {
        polling = false;
    }
}
