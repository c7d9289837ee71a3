package dev.poemcp.server.tools.messages;

import dev.poemcp.poe.NewMessage;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Reply;
import dev.poemcp.poe.Spend;
import dev.poemcp.server.policy.points.FailedReplySpend;
import dev.poemcp.server.policy.points.Reservation;
import dev.poemcp.server.tools.api.Deadline;
import dev.poemcp.server.tools.api.ToolError;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One bot of a running comparison, or its judge. A worker writes the outcome before it calls {@link LatestTexts#end},
 * and the caller reads it after that.
 */
final class Candidate {
    final String bot;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);

    /** A judge's is replaced when the answers that it quotes are there. */
    NewMessage message;

    /** Null for a bot that could not be priced. */
    @Nullable
    Reservation reservation;

    @Nullable
    Reply reply;

    @Nullable
    PoeFailure failure;

    /** Why a judge was not asked though it could have been. */
    @Nullable
    ToolError notAsked;

    Candidate(NewMessage message, String bot) {
        this.message = message;
        this.bot = bot;
    }

    /** Sends the message and waits for the reply, unless it was given up. A failure is an outcome, too. */
    void ask(PaidSend paidSend, Deadline deadline, Consumer<String> onText) {
        if (!begin()) {
            return;
        }
        try {
            Reply last = paidSend.spend(
                    Objects.requireNonNull(reservation),
                    () -> paidSend.messages().send(message),
                    live -> live.await(deadline.remaining(), update -> onText.accept(update.text())));
            reply = last;
            failure = FailedReplySpend.failure(last).orElse(null);
        } catch (PoeException e) {
            failure = e.failure();
        } finally {
            ended.countDown();
        }
    }

    /** Waits until {@link #ask} has ended, or until the time is up. */
    void awaitEnd(Duration wait) throws InterruptedException {
        // After the time limit the caller goes on anyway.
        boolean unused = ended.await(wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** True for the first caller only: the worker that sends the message, or the thread that gives it up. */
    boolean begin() {
        return begun.compareAndSet(false, true);
    }

    /** Gives it up unsent, unless sending has begun; returns whether it did. */
    boolean giveUp(PoeFailure why) {
        boolean unsent = release();
        if (unsent) {
            failure = why;
        }
        return unsent;
    }

    /** Leaves out a judge that could have been asked. */
    void skip(ToolError why) {
        giveUp(new PoeFailure.Cancelled(why.what(), Spend.NONE));
        notAsked = why;
    }

    /** Releases what is reserved, unless sending has begun; returns whether it had not. */
    boolean release() {
        if (!begin()) {
            return false;
        }
        if (reservation != null) {
            reservation.release();
        }
        return true;
    }
}
