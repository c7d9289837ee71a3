package dev.poemcp.server.tools.messages;

import dev.poemcp.poe.NewMessage;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Reply;
import dev.poemcp.server.guard.Budget;
import org.jspecify.annotations.Nullable;

/**
 * One bot of a comparison on its way. Its worker writes the outcome before it ends on the {@link Board}, and the caller
 * reads it after that.
 */
final class Contender {
    final NewMessage message;
    final String bot;

    /** Null for a bot that could not even be priced. */
    Budget.@Nullable Reservation reservation;

    @Nullable
    Reply reply;

    @Nullable
    PoeFailure failure;

    @Nullable
    RuntimeException bug;

    Contender(NewMessage message, String bot) {
        this.message = message;
        this.bot = bot;
    }

    /** Ends it before anything was sent. */
    void giveUp(PoeFailure why) {
        failure = why;
        if (reservation != null) {
            reservation.release();
        }
    }
}
