package dev.poemcp.server.tools.messages;

import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.Messages;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Quote;
import dev.poemcp.poe.Reply;
import dev.poemcp.poe.Spend;
import dev.poemcp.server.guard.Budget;
import dev.poemcp.server.tools.CallContext;
import dev.poemcp.server.tools.Equipment;
import dev.poemcp.server.tools.ProgressText;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The way of one message that costs points: price, reservation, send, wait, true cost. */
final class Asking {
    private final Equipment equipment;

    Asking(Equipment equipment) {
        this.equipment = equipment;
    }

    Messages messages() {
        return equipment.poe().get().messages();
    }

    Equipment equipment() {
        return equipment;
    }

    /** How long to wait for a reply. */
    Duration wait(@Nullable Integer waitSeconds) {
        return waitSeconds == null ? equipment.replyWait() : Duration.ofSeconds(waitSeconds);
    }

    /**
     * Asks one bot and tells the caller how the answer grows.
     *
     * @param quote asked only where a limit on points needs it
     * @param send called once
     * @return complete, cancelled or still in progress
     * @throws PoeException the answer's own failure, too
     */
    Reply ask(
            Supplier<Quote> quote,
            @Nullable Long maxPoints,
            Supplier<LiveReply> send,
            @Nullable Integer waitSeconds,
            CallContext context) {
        Budget.Reservation reservation = reserve(quote, maxPoints);
        ProgressText progress = new ProgressText(context);
        Reply reply = spend(reservation, send, live -> {
            Reply newest = live.await(wait(waitSeconds), update -> progress.update(update.text()));
            progress.finish(newest.text());
            return newest;
        });
        if (reply.failure().isPresent()) {
            throw new PoeException(reply.failure().get());
        }
        return reply;
    }

    private Budget.Reservation reserve(Supplier<Quote> quote, @Nullable Long maxPoints) {
        Budget budget = equipment.budget();
        if (!budget.limits(maxPoints)) {
            return budget.unlimited();
        }
        Quote told = quote.get();
        return budget.reserve(List.of(new Budget.Price(told.bot(), told.points())), maxPoints)
                .get(0);
    }

    /** Sends, waits and settles the reservation, whatever happens. */
    Reply spend(Budget.Reservation reservation, Supplier<LiveReply> send, Function<LiveReply, Reply> wait) {
        LiveReply live;
        try {
            live = send.get();
        } catch (PoeException e) {
            settle(reservation, e.failure(), null);
            throw e;
        } catch (RuntimeException e) {
            reservation.settle(null);
            throw e;
        }
        try (live) {
            Reply reply = wait.apply(live);
            reply.failure()
                    .ifPresentOrElse(
                            failure -> settle(reservation, failure, reply.pointsSpent()),
                            () -> reservation.settle(reply.pointsSpent()));
            return reply;
        } finally {
            // After a failure on the way the message stands at Poe, and so do its points. No effect once settled.
            reservation.settle(null);
        }
    }

    private static void settle(Budget.Reservation reservation, PoeFailure failure, @Nullable Long points) {
        if (points == null && failure.spend() == Spend.NONE) {
            reservation.release();
        } else {
            reservation.settle(points);
        }
    }
}
