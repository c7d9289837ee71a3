package dev.poemcp.poe.site.reply;

import dev.poemcp.poe.site.config.SiteLimits;
import java.time.Duration;

/**
 * Decides when to poll the site about a reply: when the channel is silent, or when something is still missing after the
 * end. Has no clock: it gets the time (in nanoseconds) and returns what is due. Guarded by its owner.
 */
final class PollSchedule {
    static final long NEVER = Long.MAX_VALUE;
    private static final int MAX_SILENCE_FACTOR = 4;
    private static final int MAX_BACKOFF_FACTOR = 16;
    private static final int MAX_COST_QUERIES = 4;
    private static final int STUCK_FACTOR = 3;

    /** The last update of a message may come this much later than its job's end. */
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
    private boolean costQueryPending;
    private long lastActivityAt;
    private int silentReads;
    private long jobEndedAt;
    private boolean jobEnded;
    private int readsAfterJob;
    private boolean ended;
    private long endedAt;
    private boolean readAfterEnd;
    private int costQueries;
    private boolean suggestionsWanted;
    private boolean costWanted;
    private Duration costTimeout = Duration.ZERO;
    private boolean costPushed;
    private int permanentFailures;

    /** @param alreadyEnded whether the reply had ended before it was followed, so that no more events come */
    PollSchedule(SiteLimits limits, boolean alreadyEnded, long now) {
        this.limits = limits;
        this.alreadyEnded = alreadyEnded;
        this.startedAt = now;
        this.notBefore = now;
        this.lastActivityAt = now;
    }

    /** An event about the reply arrived. */
    void eventReceived(long now) {
        lastActivityAt = now;
        silentReads = 0;
        permanentFailures = 0;
    }

    void channelUp(boolean up) {
        channelUp = up;
    }

    /** Events were lost. */
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
     * The text is complete. Suggestions and cost have separate deadlines, so that a cost that is not available does not
     * delay the reply of a bot with suggestions.
     *
     * @param suggestions whether to wait for suggested replies
     * @param cost whether to wait for the cost
     * @param costTimely whether the cost usually comes in time
     * @param costEventExpected whether the cost usually comes as an event
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

    /** The site does not return the cost, so only the channel can still deliver it. */
    void costRefused() {
        costQueries = MAX_COST_QUERIES;
        costWanted &= costPushed;
    }

    boolean wantsSuggestions() {
        return ended && suggestionsWanted;
    }

    boolean wantsCost() {
        return ended && costWanted;
    }

    /** Whether there is nothing more to wait for. */
    boolean isOver(long now) {
        return overAt() <= now;
    }

    /** The latest time at which waiting ends; {@link #NEVER} while the text grows. */
    long overAt() {
        if (!ended) {
            return NEVER;
        }
        long suggestionsUntil = suggestionsWanted ? endedAt + limits.extras().toNanos() : endedAt;
        long costUntil = costWanted ? endedAt + costTimeout.toNanos() : endedAt;
        return Math.max(suggestionsUntil, costUntil);
    }

    /** When the waiting thread must check again if no event comes. */
    long due() {
        return Math.min(overAt(), Math.min(readDue(), costDue()));
    }

    /** When to read the chat. */
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

    /** When to query the cost. */
    long costDue() {
        if (!ended || !costWanted || costQueryPending || costQueries >= MAX_COST_QUERIES) {
            return NEVER;
        }
        int first = costPushed ? 60 : alreadyEnded ? 0 : 5;
        long due = part(limits.extras(), Math.min(95, first + costQueries * 25));
        return due < costTimeout.toNanos() ? endedAt + due : NEVER;
    }

    private static long part(Duration whole, int percent) {
        return whole.toNanos() / 100 * percent;
    }

    /** A read was queued; others may run before it. */
    void readRequested() {
        readPending = true;
    }

    /**
     * The queued read is about to run.
     *
     * @return false if it is no longer needed because an event came in the meantime
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
     * @param changed whether it showed something new; the interval to the next read then starts from the shortest
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
     * The read failed, so it is still needed, but only after a pause, since the site may be overloaded.
     *
     * @param permanent whether the next read is likely to fail in the same way
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
     * Whether neither the channel nor the chat will bring more: two reads in a row failed permanently, with no event in
     * between. While the channel is up, a message counts as stuck only after three times the silence, as in the site's
     * own client (40 s; docs/poe-protocol.md §5.7).
     */
    boolean isUnrecoverable(long now) {
        boolean silent = !channelUp || now - lastActivityAt >= limits.silence().toNanos() * STUCK_FACTOR;
        return permanentFailures >= 2 && silent;
    }

    /** Whether reads without a change have confirmed the silence: one, or two while the channel is up. */
    boolean isSilent() {
        return silentReads >= (channelUp ? 2 : 1);
    }

    /** Whether the chat was read twice since the job's end and still showed a growing message. */
    boolean jobStateDecides() {
        return jobEnded && readsAfterJob >= 2;
    }

    /** Whether the last read was the one that confirmed the silence. */
    boolean becameSilent() {
        return silentReads == (channelUp ? 2 : 1);
    }

    void beginCostQuery() {
        costQueryPending = true;
        costQueries++;
    }

    void costQueryDone() {
        costQueryPending = false;
    }
}
