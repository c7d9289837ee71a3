package dev.poemcp.server.policy.points;

import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Reply;
import dev.poemcp.poe.Via;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One paid message in the ledger: reserved, then spent (at once or when its cost becomes known) or released. Identified
 * by Poe's ids of its job and messages, as far as they are known. Guarded by the ledger's lock.
 */
final class LedgerEntry implements Reservation {
    private final Object lock;
    private final Map<Via, AccountEntries> accounts;
    private final long price;
    private final boolean retry;
    private CostState state = CostState.RESERVED;
    private long counted;
    private @Nullable Long jobId;
    private @Nullable Long messageId;
    private @Nullable Long userMessageId;
    private @Nullable String messageCode;

    enum CostState {
        /** A call is sending the message or waits for the reply. */
        RESERVED,
        /** The call has ended before the cost was known; the price counts. */
        NOT_YET_KNOWN,
        /** The cost is known, and counts. */
        SPENT
    }

    /**
     * @param accounts that it counts for, by the credentials that identify them
     * @param price in points, counted until the cost is known
     * @param retry whether a reply is regenerated: it belongs to the same user message as the one before
     */
    LedgerEntry(Object lock, Map<Via, AccountEntries> accounts, long price, boolean retry) {
        this.lock = lock;
        this.accounts = Map.copyOf(accounts);
        this.price = price;
        this.retry = retry;
        this.counted = price;
    }

    @Override
    public void update(Reply reply) {
        synchronized (lock) {
            AccountEntries proven = accounts.get(reply.via());
            if (proven != null) {
                proven.markProven();
            }
            jobId = latest(reply.jobId(), jobId);
            messageId = latest(reply.messageId(), messageId);
            userMessageId = latest(reply.userMessageId(), userMessageId);
            messageCode = latest(reply.messageCode(), messageCode);
            Long points = reply.pointsSpent();
            if (reply.state().ended() && points != null) {
                settle(points);
            } else if (state != CostState.SPENT && isFree(reply)) {
                settle(0);
            } else if (state == CostState.RESERVED) {
                state = CostState.NOT_YET_KNOWN;
            }
        }
    }

    private static boolean isFree(Reply reply) {
        Optional<PoeFailure> failure = reply.failure();
        return failure.isPresent() && FailedReplySpend.isFree(failure.get());
    }

    private static <T> @Nullable T latest(@Nullable T reported, @Nullable T previous) {
        return reported == null ? previous : reported;
    }

    @Override
    public void keep() {
        synchronized (lock) {
            if (state == CostState.RESERVED) {
                state = CostState.NOT_YET_KNOWN;
            }
        }
    }

    @Override
    public void release() {
        synchronized (lock) {
            if (state != CostState.SPENT) {
                settle(0);
                accounts.values().forEach(account -> account.remove(this));
            }
        }
    }

    /** @param points of all the job's messages */
    void settle(long points) {
        long cost = Math.max(0, points);
        long difference = cost - counted;
        accounts.values().forEach(account -> account.count(difference));
        counted = cost;
        state = CostState.SPENT;
    }

    CostState state() {
        return state;
    }

    long price() {
        return price;
    }

    boolean isOfJob(long job) {
        return jobId != null && jobId == job;
    }

    boolean isOfCode(String code) {
        return code.equals(messageCode);
    }

    /** Whether an event of the realtime channel can still report the cost. */
    boolean awaitsCost() {
        return state == CostState.NOT_YET_KNOWN && jobId != null;
    }

    /**
     * Whether the reply belongs to this message. The user message decides only while no reply to it is known, and never
     * for a retry, whose user message also has an older reply.
     */
    boolean isOf(Reply reply) {
        if (jobId != null && reply.jobId() != null) {
            return jobId.equals(reply.jobId());
        }
        if (messageId != null) {
            return reply.messageIds().contains(messageId);
        }
        return !retry && userMessageId != null && Objects.equals(userMessageId, reply.userMessageId());
    }
}
