package dev.poemcp.poe.site.reply;

import dev.poemcp.poe.site.config.SiteLimits;
import java.time.Duration;

/**
 * When an answer has to be asked after, because the socket is silent or something is still missing at its end. Pure:
 * told the time (nanoseconds), it says what is due. Guarded by its owner.
 */
final class PollSchedule {
    static final long NEVER = Long.MAX_VALUE;
    private static final int MAX_SILENCE_FACTOR = 4;
    private static final int MAX_BACKOFF_FACTOR = 16;
    private static final int MAX_COST_POLLS = 4;
    private static final int STUCK_FACTOR = 3;

    /** How long a job's end may precede its message's last words. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private final SiteLimits limits;
    private final boolean alreadyEnded;
    private final long startedAt;
    private boolean channelUp = true;
    private boolean gap;
    private boolean gapRead;
    private boolean readPending;
    private int failedReads;
    private long notBefore;
    private boolean pollPending;
    private long lastActivityAt;
    private int silentReads;
    private long jobEndedAt;
    private boolean jobEnded;
    private int readsAfterJob;
    private boolean ended;
    private long endedAt;
    private boolean readAfterEnd;
    private int costPolls;
    private boolean suggestionsWanted;
    private boolean costWanted;
    private Duration costTimeout = Duration.ZERO;
    private boolean costPushed;
    private int permanentFailures;

    /** @param alreadyEnded whether the answer had ended before anybody asked, so that nothing more comes by itself */
    PollSchedule(SiteLimits limits, boolean alreadyEnded, long now) {
        this.limits = limits;
        this.alreadyEnded = alreadyEnded;
        this.startedAt = now;
        this.notBefore = now;
        this.lastActivityAt = now;
    }

    /** An event about the answer came. */
    void eventReceived(long now) {
        lastActivityAt = now;
        silentReads = 0;
        permanentFailures = 0;
    }

    void channelUp(boolean up) {
        channelUp = up;
    }

    /** Events are lost for good. */
    void gap() {
        gap = true;
    }

    void jobEnded(boolean hasEnded, long now) {
        if (hasEnded && !jobEnded) {
            jobEndedAt = now;
            readsAfterJob = 0;
        }
        jobEnded = hasEnded;
    }

    /**
     * The text is complete. Suggestions and cost have a deadline each, so that a cost that can not be had costs the
     * caller of a suggesting bot nothing.
     *
     * @param suggestions whether suggested replies are worth waiting for
     * @param cost whether the cost is wanted at all
     * @param costTimely whether it usually comes in time
     * @param costEventExpected whether it usually comes by itself
     */
    void ended(long now, boolean suggestions, boolean cost, boolean costTimely, boolean costEventExpected) {
        ended = true;
        endedAt = now;
        suggestionsWanted = suggestions && !alreadyEnded;
        costWanted = cost;
        costPushed = costEventExpected && !alreadyEnded;
        costTimeout = costTimely ? limits.extras() : limits.extras().dividedBy(8);
    }

    void suggestionsReceived() {
        suggestionsWanted = false;
    }

    void costReceived() {
        costWanted = false;
    }

    /** The site will not tell the cost, so only the channel may still do so. */
    void costRefused() {
        costPolls = MAX_COST_POLLS;
        costWanted &= costPushed;
    }

    boolean wantsSuggestions() {
        return ended && suggestionsWanted;
    }

    boolean wantsCost() {
        return ended && costWanted;
    }

    /** Whether nothing more is waited for. */
    boolean isOver(long now) {
        return overAt() <= now;
    }

    /** When everything is over at the latest; {@link #NEVER} while the text grows. */
    long overAt() {
        if (!ended) {
            return NEVER;
        }
        long suggestionsUntil = suggestionsWanted ? endedAt + limits.extras().toNanos() : endedAt;
        long costUntil = costWanted ? endedAt + costTimeout.toNanos() : endedAt;
        return Math.max(suggestionsUntil, costUntil);
    }

    /** When whoever waits has to look again, if nothing is heard till then. */
    long due() {
        return Math.min(overAt(), Math.min(readDue(), costDue()));
    }

    /** When the chat has to be read. */
    long readDue() {
        return readPending ? NEVER : Math.max(nextRead(), notBefore);
    }

    private long nextRead() {
        if (ended) {
            boolean useful = suggestionsWanted && !readAfterEnd;
            return useful ? endedAt + part(limits.extras(), 60) : NEVER;
        }
        if (gap) {
            return startedAt;
        }
        if (jobEnded) {
            return jobEndedAt + GRACE.toNanos() * (readsAfterJob == 0 ? 1 : 4L * readsAfterJob);
        }
        Duration silence = channelUp ? limits.silence() : limits.deafSilence();
        return lastActivityAt + silence.toNanos() * Math.min(1L << Math.min(silentReads, 10), MAX_SILENCE_FACTOR);
    }

    /** When the cost has to be asked for. */
    long costDue() {
        if (!ended || !costWanted || pollPending || costPolls >= MAX_COST_POLLS) {
            return NEVER;
        }
        int first = costPushed ? 60 : alreadyEnded ? 0 : 5;
        long due = part(limits.extras(), Math.min(95, first + costPolls * 25));
        return due < costTimeout.toNanos() ? endedAt + due : NEVER;
    }

    private static long part(Duration whole, int percent) {
        return whole.toNanos() / 100 * percent;
    }

    /** A reading was asked for, though others may come first. */
    void readRequested() {
        readPending = true;
    }

    /**
     * It is the turn of the reading.
     *
     * @return false when it is no longer needed, because something was heard in the meantime
     */
    boolean beginRead(long now) {
        readPending = false;
        if (readDue() > now) {
            return false;
        }
        readPending = true;
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
        readPending = false;
        failedReads = 0;
        permanentFailures = 0;
        silentReads = changed ? 0 : silentReads + 1;
        lastActivityAt = now;
        if (jobEnded) {
            readsAfterJob++;
        }
    }

    /**
     * Nothing was learned, so the reading is still owed; but not at once, for the site may have too much to do.
     *
     * @param permanent whether the next reading is likely to fail in the same way
     */
    void readFailed(long now, boolean permanent) {
        readPending = false;
        gap |= gapRead;
        long pauses = Math.min(1L << Math.min(failedReads, 10), MAX_BACKOFF_FACTOR);
        notBefore = now + limits.firstBackOff().toNanos() * pauses;
        failedReads++;
        permanentFailures = permanent ? permanentFailures + 1 : 0;
    }

    /**
     * Whether neither the channel nor the chat will tell more: two readings in a row failed in a lasting way, and
     * nothing was heard in between. While the channel is up, a message counts as stuck only after three times the
     * silence, which is what the site's own client grants it (40 s; docs/poe-protocol.md §5.7).
     */
    boolean isUnrecoverable(long now) {
        boolean silent = !channelUp || now - lastActivityAt >= limits.silence().toNanos() * STUCK_FACTOR;
        return permanentFailures >= 2 && silent;
    }

    /** Whether the chat was read and nothing changed, twice while the channel could have told. */
    boolean isSilent() {
        return silentReads >= (channelUp ? 2 : 1);
    }

    /** Whether the chat was read twice since the job ended and still showed a growing message. */
    boolean jobStateDecides() {
        return jobEnded && readsAfterJob >= 2;
    }

    /** Whether the reading just done made it silent. */
    boolean becameSilent() {
        return silentReads == (channelUp ? 2 : 1);
    }

    void beginPoll() {
        pollPending = true;
        costPolls++;
    }

    void pollDone() {
        pollPending = false;
    }
}
