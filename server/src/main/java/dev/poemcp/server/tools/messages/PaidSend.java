package dev.poemcp.server.tools.messages;

import dev.poemcp.poe.Chat;
import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.Messages;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Quote;
import dev.poemcp.poe.Reply;
import dev.poemcp.poe.Spend;
import dev.poemcp.server.policy.points.Budget;
import dev.poemcp.server.policy.points.FailedReplySpend;
import dev.poemcp.server.policy.points.Reservation;
import dev.poemcp.server.tools.LeftChatException;
import dev.poemcp.server.tools.ProgressText;
import dev.poemcp.server.tools.ToolDependencies;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.Deadline;
import dev.poemcp.tool.result.ReplyResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends one message that costs points: price, reservation, send, wait, actual cost. */
final class PaidSend {
    private static final Logger log = LoggerFactory.getLogger(PaidSend.class);

    /**
     * Minimum wait after a retry was sent, even past the deadline: until the new message appears, a reader of the chat
     * finds the old reply and cannot tell the two apart.
     */
    private static final Duration RETRY_WAIT = Duration.ofSeconds(1);

    private final ToolDependencies dependencies;

    PaidSend(ToolDependencies dependencies) {
        this.dependencies = dependencies;
    }

    Messages messages() {
        return dependencies.poe().get().messages();
    }

    ToolDependencies dependencies() {
        return dependencies;
    }

    /** When the call stops waiting for a reply. To be called first, since the time counts from here. */
    Deadline deadline(@Nullable Integer waitSeconds) {
        Duration wait = waitSeconds == null ? dependencies.replyWait() : Duration.ofSeconds(waitSeconds);
        return Deadline.after(wait, dependencies.nanoTime());
    }

    /**
     * Sends to one bot and reports to the caller how the reply grows. The deadline ends the waiting, never the sending:
     * a message that Poe has accepted by then is returned in progress.
     *
     * @return complete, cancelled or still in progress
     * @throws PoeException also for the reply's own failure; {@link LeftChatException} if a new chat was opened
     */
    ReplyResult ask(PaidMessage message, Deadline deadline, CallContext context) {
        Duration minimum = message.retry() ? shorter(RETRY_WAIT, deadline.remaining()) : Duration.ZERO;
        Reserved reserved = reserve(message);
        ProgressText progress = new ProgressText(context);
        AtomicReference<Chat> chat = new AtomicReference<>();
        try {
            Reply reply = spend(reserved.reservation(), () -> message.send().apply(reserved.points()), live -> {
                chat.set(live.now().chat());
                Duration remaining = deadline.remaining();
                Duration wait = remaining.compareTo(minimum) < 0 ? minimum : remaining;
                Reply newest = live.await(wait, update -> progress.update(update.text()));
                progress.finish(newest.text());
                return newest;
            });
            Optional<PoeFailure> failure = FailedReplySpend.failure(reply);
            if (failure.isPresent()) {
                throw new PoeException(failure.get());
            }
            return paidFor(() -> ReplyMapper.of(reply));
        } catch (PoeException failed) {
            Chat known = chat.get();
            if (known != null && (message.opensChat() || known.chatId() == null)) {
                throw new LeftChatException(failed.failure(), known, failed);
            }
            throw failed;
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** @param points of the quote; empty if no limit needs one */
    private record Reserved(Reservation reservation, OptionalLong points) {}

    private Reserved reserve(PaidMessage message) {
        Budget budget = dependencies.budget();
        OptionalLong ownLimit = ownLimit(message.maxPoints());
        boolean limited = budget.limits(message.maxPoints());
        // The price of a new message is queried in any case; a retry holds to the own limit itself, without a query.
        if (!limited && (ownLimit.isEmpty() || message.retry())) {
            return new Reserved(Reservation.uncounted(), OptionalLong.empty());
        }
        Quote quote = message.quote().get();
        aboveOwnLimit(quote, ownLimit).ifPresent(refused -> {
            throw new PoeException(refused);
        });
        Reservation reservation = budget.reserve(List.of(new Budget.Price(quote, message.retry())), message.maxPoints())
                .get(0);
        return new Reserved(reservation, allowed(quote, limited));
    }

    /** What the budget has accepted; empty if it limits nothing. */
    static OptionalLong allowed(Quote quote, boolean limited) {
        return limited && quote.points() != null ? OptionalLong.of(quote.points()) : OptionalLong.empty();
    }

    /**
     * The account's own limit per message, where it is known. With max_points the caller sets another one for this call:
     * the budget then refuses a price above it, and an unknown price.
     */
    OptionalLong ownLimit(@Nullable Long maxPoints) {
        return maxPoints == null ? dependencies.poe().get().account().knownPointLimit() : OptionalLong.empty();
    }

    /** Present if Poe would ask for consent instead of replying. */
    static Optional<PoeFailure> aboveOwnLimit(Quote quote, OptionalLong ownLimit) {
        Long points = quote.points();
        // A bound is no price: the reply may well cost less.
        return points == null || quote.upperBound() || ownLimit.isEmpty() || points <= ownLimit.getAsLong()
                ? Optional.empty()
                : Optional.of(PoeFailure.PointsLimit.unsent(quote.bot(), points, ownLimit.getAsLong()));
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
        boolean accepted = false;
        try {
            LiveReply live = send.get();
            accepted = true;
            return live;
        } catch (PoeException e) {
            if (e.failure().spend() == Spend.NONE) {
                reservation.release();
            }
            throw e;
        } catch (RuntimeException e) {
            throw internalError("while it sent the message", e);
        } finally {
            if (!accepted) {
                reservation.keep();
            }
        }
    }

    /** Stores the ids by which a later cost is reported, and subscribes to it. */
    private void settle(Reservation reservation, LiveReply live) {
        reservation.update(live.now());
        dependencies.costs().adjust();
        // A cost reported before the subscription is in the reply by now.
        reservation.update(live.now());
    }

    /** Settles a reply that any call has read: a reservation may wait for its cost. */
    void settle(Reply reply) {
        dependencies.budget().ledger().update(reply);
        dependencies.costs().adjust();
    }

    /** Runs work on a message that was sent. Any failure says that points may be spent. */
    static <T> T paidFor(Supplier<T> work) {
        try {
            return work.get();
        } catch (PoeException e) {
            PoeFailure failure = FailedReplySpend.afterSending(e.failure());
            throw failure.equals(e.failure()) ? e : new PoeException(failure, e);
        } catch (RuntimeException e) {
            throw internalError("after the message was sent", e);
        }
    }

    private static PoeException internalError(String when, RuntimeException bug) {
        log.error("poe-mcp failed {}", when, bug);
        return new PoeException(
                new PoeFailure.UnexpectedResponse(
                        "Something went wrong in poe-mcp itself " + when + ".", Spend.POSSIBLE),
                bug);
    }
}
