package dev.poemcp.server.tools.messages;

import dev.poemcp.poe.NewMessage;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Reply;
import dev.poemcp.server.policy.points.Reservation;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One bot of a running comparison. Its worker writes the outcome before it calls {@link LatestTexts#end}, and the
 * caller reads it after that.
 */
final class Candidate {
    final NewMessage message;
    final String bot;
    private final AtomicBoolean begun = new AtomicBoolean();

    /** Null for a bot that could not be priced. */
    @Nullable
    Reservation reservation;

    @Nullable
    Reply reply;

    @Nullable
    PoeFailure failure;

    Candidate(NewMessage message, String bot) {
        this.message = message;
        this.bot = bot;
    }

    /** True for the first caller only: the worker that sends the message, or the thread that gives it up. */
    boolean begin() {
        return begun.compareAndSet(false, true);
    }

    /** Gives it up unsent, unless sending has begun; returns whether it did. */
    boolean giveUp(PoeFailure why) {
        if (!begin()) {
            return false;
        }
        failure = why;
        if (reservation != null) {
            reservation.release();
        }
        return true;
    }
}
