package dev.poemcp.server.tools.messages;

import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.Messages;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Quote;
import dev.poemcp.poe.Reply;
import dev.poemcp.poe.Spend;
import dev.poemcp.server.policy.Budget;
import dev.poemcp.server.policy.ReplySpend;
import dev.poemcp.server.policy.Reservation;
import dev.poemcp.server.tools.ProgressText;
import dev.poemcp.server.tools.ToolDependencies;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.Deadline;
import dev.poemcp.tool.result.ReplyResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way of one message that costs points: price, reservation, send, wait, true cost. */
final class PaidSend {
    private static final Logger log = LoggerFactory.getLogger(PaidSend.class);

    /**
     * How long a retry is waited for after it was sent, even past the deadline: until its message shows, whoever reads the
     * chat finds the old answer and can't tell it from the new one.
     */
    private static final Duration RETRY_SHOWS = Duration.ofSeconds(1);

    private final ToolDependencies equipment;

    PaidSend(ToolDependencies equipment) {
        this.equipment = equipment;
    }

    Messages messages() {
        return equipment.poe().get().messages();
    }

    ToolDependencies equipment() {
        return equipment;
    }

    /** When the call stops waiting for a reply. To be called first, since it counts from here. */
    Deadline deadline(@Nullable Integer waitSeconds) {
        Duration wait = waitSeconds == null ? equipment.replyWait() : Duration.ofSeconds(waitSeconds);
        return Deadline.after(wait, equipment.nanoTime());
    }

    /**
     * Asks one bot and tells the caller how the answer grows. The deadline ends the waiting and never the sending: what
     * Poe took by then comes back in progress.
     *
     * @return complete, cancelled or still in progress
     * @throws PoeException the answer's own failure, too
     */
    ReplyResult ask(PaidMessage message, Deadline deadline, CallContext context) {
        Duration atLeast = message.retry() ? shorter(RETRY_SHOWS, deadline.left()) : Duration.ZERO;
        Reservation reservation = reserve(message);
        ProgressText progress = new ProgressText(context);
        Reply reply = spend(reservation, message.send(), live -> {
            Duration left = deadline.left();
            Duration wait = left.compareTo(atLeast) < 0 ? atLeast : left;
            Reply newest = live.await(wait, update -> progress.update(update.text()));
            progress.finish(newest.text());
            return newest;
        });
        Optional<PoeFailure> failure = ReplySpend.failure(reply);
        if (failure.isPresent()) {
            throw new PoeException(failure.get());
        }
        return paidFor(() -> ReplyMapper.of(reply));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Reservation reserve(PaidMessage message) {
        Budget budget = equipment.budget();
        OptionalLong ownLimit = ownLimit(message.maxPoints());
        boolean limited = budget.limits(message.maxPoints());
        // The price of a new message is asked for in any case, that of a retry is not.
        if (!limited && (ownLimit.isEmpty() || message.retry())) {
            return Reservation.uncounted();
        }
        Quote told = message.quote().get();
        aboveOwnLimit(told, ownLimit).ifPresent(refused -> {
            throw new PoeException(refused);
        });
        return budget.reserve(
                        List.of(new Budget.Price(told.bot(), told.points(), message.retry())), message.maxPoints())
                .get(0);
    }

    /** The account's own limit per message, where it is known and the caller has not set one for this call. */
    OptionalLong ownLimit(@Nullable Long maxPoints) {
        return maxPoints == null ? equipment.poe().get().account().knownPointLimit() : OptionalLong.empty();
    }

    /** Present when Poe would ask for consent instead of answering. */
    static Optional<PoeFailure> aboveOwnLimit(Quote quote, OptionalLong ownLimit) {
        Long points = quote.points();
        return points == null || ownLimit.isEmpty() || points <= ownLimit.getAsLong()
                ? Optional.empty()
                : Optional.of(new PoeFailure.PointsLimit(
                        "A message to " + quote.bot() + " costs " + points + " points, and the account's own limit per"
                                + " message is " + ownLimit.getAsLong() + "; nothing was sent.",
                        Optional.of(ownLimit.getAsLong())));
    }

    /**
     * Sends, waits and settles the reservation, whatever happens.
     *
     * @throws PoeException says that points may be spent, unless nothing was sent
     */
    Reply spend(Reservation reservation, Supplier<LiveReply> send, Function<LiveReply, Reply> wait) {
        try (LiveReply live = sent(reservation, send)) {
            return paidFor(() -> {
                try {
                    Reply reply = wait.apply(live);
                    reservation.update(reply);
                    return reply;
                } finally {
                    settle(reservation, live);
                }
            });
        }
    }

    private static LiveReply sent(Reservation reservation, Supplier<LiveReply> send) {
        boolean taken = false;
        try {
            LiveReply live = send.get();
            taken = true;
            return live;
        } catch (PoeException e) {
            if (e.failure().spend() == Spend.NONE) {
                reservation.release();
            }
            throw e;
        } catch (RuntimeException e) {
            throw broken("while it sent the message", e);
        } finally {
            if (!taken) {
                reservation.keep();
            }
        }
    }

    /** Learns by which numbers a cost that comes later is known, and has it listened for. */
    private void settle(Reservation reservation, LiveReply live) {
        reservation.update(live.now());
        equipment.costs().adjust();
        // What Poe told before that is in the answer by now.
        reservation.update(live.now());
    }

    /** An answer was read, by whatever call: its cost may be the one that a reservation waits for. */
    void settle(Reply reply) {
        equipment.budget().ledger().update(reply);
        equipment.costs().adjust();
    }

    /** Work on a message that was sent. Whatever fails, the points may be spent, and the failure says so. */
    static <T> T paidFor(Supplier<T> work) {
        try {
            return work.get();
        } catch (PoeException e) {
            PoeFailure failure = ReplySpend.afterSending(e.failure());
            throw failure.equals(e.failure()) ? e : new PoeException(failure, e);
        } catch (RuntimeException e) {
            throw broken("after the message was sent", e);
        }
    }

    private static PoeException broken(String when, RuntimeException bug) {
        log.error("poe-mcp failed {}", when, bug);
        return new PoeException(
                new PoeFailure.UnexpectedResponse(
                        "Something went wrong in poe-mcp itself " + when + ".", Spend.POSSIBLE),
                bug);
    }
}
