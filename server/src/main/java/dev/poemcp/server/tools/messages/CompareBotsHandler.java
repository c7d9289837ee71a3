package dev.poemcp.server.tools.messages;

import dev.poemcp.poe.NewMessage;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Quote;
import dev.poemcp.poe.Reply;
import dev.poemcp.poe.Spend;
import dev.poemcp.server.policy.AttachedFiles;
import dev.poemcp.server.policy.Budget;
import dev.poemcp.server.policy.ReplySpend;
import dev.poemcp.server.policy.Reservation;
import dev.poemcp.server.tools.ProgressText;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.Deadline;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.messages.CompareBots;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Asks several bots the same, each in its own chat. All are priced and reserved before the first is asked; after that
 * the failure of one does not concern the others.
 */
final class CompareBotsHandler implements ToolHandler<CompareBots.Args, CompareBots.Result> {
    private final PaidSend asking;

    CompareBotsHandler(PaidSend asking) {
        this.asking = asking;
    }

    @Override
    public CompareBots.Result call(CompareBots.Args arguments, CallContext context) {
        Deadline deadline = asking.deadline(arguments.waitSeconds());
        List<String> files = Objects.requireNonNullElse(arguments.files(), List.of());
        try (AttachedFiles attached = asking.equipment().attachments().open(files)) {
            List<Candidate> contenders = arguments.bots().stream()
                    .map(bot -> new Candidate(
                            new NewMessage(arguments.message(), bot.strip(), null, attached.uploads()), bot.strip()))
                    .toList();
            reserve(contenders, arguments.maxPoints());
            askAll(contenders, deadline, context);
            Comparison.requireAccount(contenders);
            return PaidSend.paidFor(() -> Comparison.of(contenders));
        }
    }

    /** A bot that cannot be priced because it cannot be asked is out; the others are reserved together. */
    private void reserve(List<Candidate> contenders, @Nullable Long maxPoints) {
        Budget budget = asking.equipment().budget();
        OptionalLong ownLimit = asking.ownLimit(maxPoints);
        if (!budget.limits(maxPoints) && ownLimit.isEmpty()) {
            contenders.forEach(contender -> contender.reservation = Reservation.uncounted());
            return;
        }
        List<Candidate> priced = new ArrayList<>();
        List<Budget.Price> prices = new ArrayList<>();
        for (Candidate contender : contenders) {
            try {
                Quote quote = asking.messages().quote(contender.message);
                Optional<PoeFailure> refused = PaidSend.aboveOwnLimit(quote, ownLimit);
                if (refused.isPresent()) {
                    contender.failure = refused.get();
                } else {
                    prices.add(new Budget.Price(quote.bot(), quote.points()));
                    priced.add(contender);
                }
            } catch (PoeException e) {
                rethrowIfCancelled(e);
                contender.failure = e.failure();
            }
        }
        List<? extends Reservation> reservations = budget.reserve(prices, maxPoints);
        for (int i = 0; i < priced.size(); i++) {
            priced.get(i).reservation = reservations.get(i);
        }
    }

    private void askAll(List<Candidate> contenders, Deadline deadline, CallContext context) {
        List<Candidate> asked = contenders.stream()
                .filter(contender -> contender.reservation != null)
                .toList();
        LatestTexts board = new LatestTexts(asked.size());
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            int index = i;
            try {
                running.add(asking.equipment().workers().submit(() -> ask(asked.get(index), index, board, deadline)));
            } catch (RejectedExecutionException e) {
                asked.get(i)
                        .giveUp(new PoeFailure.RateLimited(
                                "This server is answering as many calls as it can.", Optional.empty()));
                board.end();
            }
        }
        try {
            tell(asked, board, context);
        } catch (InterruptedException e) {
            PoeFailure cancelled = cancel(asked, running);
            Thread.currentThread().interrupt();
            throw new PoeException(cancelled, e);
        } catch (RuntimeException e) {
            if (cancel(asked, running).spend() == Spend.NONE) {
                throw e;
            }
            PaidSend.paidFor(() -> {
                throw e;
            });
        }
    }

    /**
     * Has each worker cancel its own answer at Poe; what was not begun is given up unsent.
     *
     * @return the cancellation, which says whether anything may have been sent
     */
    private static PoeFailure cancel(List<Candidate> asked, List<Future<?>> running) {
        running.forEach(future -> future.cancel(true));
        PoeFailure unsent = new PoeFailure.Cancelled("The comparison was cancelled.", Spend.NONE);
        boolean allUnsent = true;
        for (Candidate contender : asked) {
            boolean givenUp = contender.giveUp(unsent);
            allUnsent &= givenUp;
        }
        return allUnsent ? unsent : new PoeFailure.Cancelled("The comparison was cancelled.", Spend.POSSIBLE);
    }

    private void ask(Candidate contender, int index, LatestTexts board, Deadline deadline) {
        try {
            if (!contender.begin()) {
                return;
            }
            Reply reply = asking.spend(
                    Objects.requireNonNull(contender.reservation),
                    () -> asking.messages().send(contender.message),
                    live -> live.await(deadline.left(), update -> board.tell(index, update.text(), false)));
            contender.reply = reply;
            contender.failure = ReplySpend.failure(reply).orElse(null);
            board.tell(index, reply.text(), true);
        } catch (PoeException e) {
            contender.failure = e.failure();
        } finally {
            board.end();
        }
    }

    private static void tell(List<Candidate> asked, LatestTexts board, CallContext context)
            throws InterruptedException {
        List<ProgressText> progress =
                ComparisonContexts.of(
                                asked.stream().map(contender -> contender.bot).toList(), context)
                        .stream()
                        .map(ProgressText::new)
                        .toList();
        for (var text = board.take(); text.isPresent(); text = board.take()) {
            ProgressText bot = progress.get(text.get().bot());
            if (text.get().whole()) {
                bot.finish(text.get().text());
            } else {
                bot.update(text.get().text());
            }
        }
    }

    private static void rethrowIfCancelled(PoeException e) {
        if (e.failure() instanceof PoeFailure.Cancelled) {
            throw e;
        }
    }
}
