package dev.poemcp.server.tools.messages;

import dev.poemcp.poe.NewMessage;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Quote;
import dev.poemcp.poe.Spend;
import dev.poemcp.server.policy.files.AttachedFiles;
import dev.poemcp.server.policy.points.Budget;
import dev.poemcp.server.policy.points.Reservation;
import dev.poemcp.server.tools.BotArguments;
import dev.poemcp.server.tools.ProgressText;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.Deadline;
import dev.poemcp.server.tools.api.ToolException;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.ErrorCode;
import dev.poemcp.tool.messages.CompareBots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sends one message to several bots, each in its own chat, and then has a judge read their answers if one is named. All
 * are priced and reserved before the first is sent; after that the failure of one does not affect the others.
 */
final class CompareBotsHandler implements ToolHandler<CompareBots.Args, CompareBots.Result> {
    /** For the workers to pass the cancellation on to Poe. */
    private static final Duration CANCEL_WAIT = Duration.ofSeconds(1);

    private final PaidSend paidSend;

    CompareBotsHandler(PaidSend paidSend) {
        this.paidSend = paidSend;
    }

    @Override
    public CompareBots.Result call(CompareBots.Args arguments, CallContext context) {
        Deadline deadline = paidSend.deadline(arguments.waitSeconds());
        List<String> bots = handles(arguments.bots());
        List<String> files = Objects.requireNonNullElse(arguments.files(), List.of());
        try (AttachedFiles attached = paidSend.dependencies().attachments().open(files)) {
            List<Candidate> candidates = bots.stream()
                    .map(bot -> new Candidate(new NewMessage(arguments.message(), bot, null, attached.uploads()), bot))
                    .toList();
            Candidate judge = arguments.judge() == null ? null : judge(BotArguments.handle(arguments.judge()));
            reserve(candidates, judge, arguments.maxPoints());
            return compare(arguments, candidates, judge, deadline, context);
        }
    }

    /** Its text is not known yet, so its price is that of the longest one. */
    private static Candidate judge(String bot) {
        return new Candidate(new NewMessage(JudgeMessage.LONGEST, bot, null, List.of()), bot);
    }

    private CompareBots.Result compare(
            CompareBots.Args arguments,
            List<Candidate> candidates,
            @Nullable Candidate judge,
            Deadline deadline,
            CallContext context) {
        ComparisonContexts contexts = new ComparisonContexts(context);
        try {
            askAll(candidates, deadline, contexts, context);
            Comparison.requireAccount(candidates);
            return PaidSend.paidFor(() -> {
                if (judge != null) {
                    CallContext.Part part = new CallContext.Part(candidates.size(), judge.bot);
                    Judge.ask(judge, arguments, candidates, paidSend, deadline, contexts.of(part));
                    context.ended(part);
                }
                return Comparison.of(candidates, judge);
            });
        } finally {
            if (judge != null) {
                judge.release();
            }
        }
    }

    /** @throws ToolException {@link ErrorCode#INVALID_ARGUMENT} when two of them name the same bot */
    private static List<String> handles(List<String> bots) {
        List<String> handles = bots.stream().map(BotArguments::handle).toList();
        Set<String> seen = new HashSet<>();
        for (String handle : handles) {
            if (!seen.add(handle.toLowerCase(Locale.ROOT))) {
                throw new ToolException(
                        ErrorCode.INVALID_ARGUMENT,
                        "The argument bots names " + handle + " more than once; nothing was sent.",
                        "Name each bot once.");
            }
        }
        return handles;
    }

    /** A bot that cannot be priced because it cannot be asked is left out; the others are reserved together. */
    private void reserve(List<Candidate> candidates, @Nullable Candidate judge, @Nullable Long maxPoints) {
        List<Candidate> all =
                Stream.concat(candidates.stream(), Stream.ofNullable(judge)).toList();
        Budget budget = paidSend.dependencies().budget();
        OptionalLong ownLimit = paidSend.ownLimit(maxPoints);
        if (!budget.limits(maxPoints) && ownLimit.isEmpty()) {
            all.forEach(candidate -> candidate.reservation = Reservation.uncounted());
            return;
        }
        List<Candidate> priced = new ArrayList<>();
        List<Budget.Price> prices = new ArrayList<>();
        for (Candidate candidate : all) {
            try {
                Quote quote = paidSend.messages().quote(candidate.message);
                Optional<PoeFailure> refused = PaidSend.aboveOwnLimit(quote, ownLimit);
                if (refused.isPresent()) {
                    candidate.failure = refused.get();
                } else {
                    prices.add(new Budget.Price(quote, false));
                    candidate.message =
                            candidate.message.withReservedPoints(PaidSend.allowed(quote, budget.limits(maxPoints)));
                    priced.add(candidate);
                }
            } catch (PoeException e) {
                rethrowIfCancelled(e);
                candidate.failure = e.failure();
            }
        }
        List<? extends Reservation> reservations = budget.reserve(prices, maxPoints);
        for (int i = 0; i < priced.size(); i++) {
            priced.get(i).reservation = reservations.get(i);
        }
    }

    private void askAll(
            List<Candidate> candidates, Deadline deadline, ComparisonContexts contexts, CallContext context) {
        LatestTexts texts = new LatestTexts(candidates.size());
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            int index = i;
            Candidate candidate = candidates.get(i);
            if (candidate.reservation == null) {
                texts.end(index);
                continue;
            }
            try {
                running.add(paidSend.dependencies().workers().submit(() -> ask(candidate, index, texts, deadline)));
            } catch (RejectedExecutionException e) {
                candidate.giveUp(new PoeFailure.RateLimited(
                        "This server is answering as many calls as it can.", Optional.empty()));
                texts.end(index);
            }
        }
        try {
            report(candidates, texts, contexts, context);
        } catch (InterruptedException e) {
            PoeFailure cancelled = cancel(candidates, running);
            Thread.currentThread().interrupt();
            throw new PoeException(cancelled, e);
        } catch (RuntimeException e) {
            if (cancel(candidates, running).spend() == Spend.NONE) {
                throw e;
            }
            PaidSend.paidFor(() -> {
                throw e;
            });
        }
    }

    /**
     * Makes each worker cancel its own reply at Poe; candidates that have not begun are given up unsent.
     *
     * @return the cancellation, which says whether anything may have been sent
     */
    private static PoeFailure cancel(List<Candidate> candidates, List<Future<?>> running) {
        running.forEach(future -> future.cancel(true));
        PoeFailure unsent = new PoeFailure.Cancelled("The comparison was cancelled.", Spend.NONE);
        List<Candidate> begun = candidates.stream()
                .filter(candidate -> !candidate.giveUp(unsent))
                .toList();
        // A command closes the client as soon as this call returns, which would leave the replies running.
        Deadline limit = Deadline.after(CANCEL_WAIT, System::nanoTime);
        try {
            for (Candidate candidate : begun) {
                candidate.awaitEnd(limit.remaining());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return begun.isEmpty() ? unsent : new PoeFailure.Cancelled("The comparison was cancelled.", Spend.POSSIBLE);
    }

    private void ask(Candidate candidate, int index, LatestTexts texts, Deadline deadline) {
        try {
            candidate.ask(paidSend, deadline, text -> texts.put(index, text));
            if (candidate.reply != null) {
                texts.put(index, candidate.reply.text());
            }
        } finally {
            texts.end(index);
        }
    }

    private static void report(
            List<Candidate> candidates, LatestTexts texts, ComparisonContexts contexts, CallContext context)
            throws InterruptedException {
        List<CallContext.Part> parts = IntStream.range(0, candidates.size())
                .mapToObj(i -> new CallContext.Part(i, candidates.get(i).bot))
                .toList();
        List<ProgressText> progress =
                parts.stream().map(part -> new ProgressText(contexts.of(part))).toList();
        for (var text = texts.take(); text.isPresent(); text = texts.take()) {
            int bot = text.get().bot();
            if (text.get().last()) {
                progress.get(bot).finish(text.get().text());
                context.ended(parts.get(bot));
            } else {
                progress.get(bot).update(text.get().text());
            }
        }
    }

    private static void rethrowIfCancelled(PoeException e) {
        if (e.failure() instanceof PoeFailure.Cancelled) {
            throw e;
        }
    }
}
