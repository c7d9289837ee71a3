package dev.poemcp.server.policy;

import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Reply;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One paid message in the ledger: reserved, then spent, or not yet known and later spent, or released. Known by Poe's
 * numbers of its job and messages, as far as they have been told. Guarded by the ledger's lock.
 */
final class LedgerEntry implements Reservation {
    private final Object lock;
    private final AccountPoints account;
    private final long price;
    private final boolean retry;
    private State state = State.RESERVED;
    private long counted;
    private @Nullable Long jobId;
    private @Nullable Long messageId;
    private @Nullable Long userMessageId;
    private @Nullable String messageCode;

    enum State {
        /** A call is sending the message or waits for its answer. */
        RESERVED,
        /** The call has ended without learning the cost; the price counts. */
        NOT_YET_KNOWN,
        /** The cost is known, and counts. */
        SPENT
    }

    /**
     * @param price in points, counted until the cost is known
     * @param retry whether an answer is generated again: it answers the same user message as the one before
     */
    LedgerEntry(Object lock, AccountPoints account, long price, boolean retry) {
        this.lock = lock;
        this.account = account;
        this.price = price;
        this.retry = retry;
        this.counted = price;
    }

    @Override
    public void update(Reply reply) {
        synchronized (lock) {
            account.taken();
            jobId = newer(reply.jobId(), jobId);
            messageId = newer(reply.messageId(), messageId);
            userMessageId = newer(reply.userMessageId(), userMessageId);
            messageCode = newer(reply.messageCode(), messageCode);
            Long points = reply.pointsSpent();
            if (reply.state().ended() && points != null) {
                spent(points);
            } else if (state != State.SPENT && isFree(reply)) {
                spent(0);
            } else if (state == State.RESERVED) {
                state = State.NOT_YET_KNOWN;
            }
        }
    }

    private static boolean isFree(Reply reply) {
        Optional<PoeFailure> failure = reply.failure();
        return failure.isPresent() && ReplySpend.areNone(failure.get());
    }

    private static <T> @Nullable T newer(@Nullable T told, @Nullable T known) {
        return told == null ? known : told;
    }

    @Override
    public void keep() {
        synchronized (lock) {
            if (state == State.RESERVED) {
                state = State.NOT_YET_KNOWN;
            }
        }
    }

    @Override
    public void release() {
        synchronized (lock) {
            if (state != State.SPENT) {
                spent(0);
                account.remove(this);
            }
        }
    }

    /** @param points of all the job's messages */
    void spent(long points) {
        long cost = Math.max(0, points);
        account.count(cost - counted);
        counted = cost;
        state = State.SPENT;
    }

    State state() {
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

    /** Whether an event of the realtime channel can still bring the cost. */
    boolean awaitsCost() {
        return state == State.NOT_YET_KNOWN && jobId != null;
    }

    /**
     * Whether the answer is this message's. The user message tells only as long as no answer to it is known here, and
     * never for a retry, whose user message has an older answer, too.
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
