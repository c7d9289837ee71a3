package dev.poemcp.poe.site.message;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.site.graphql.NotCarriedOutException;
import dev.poemcp.poe.site.reply.PendingSend;
import dev.poemcp.poe.site.reply.ReplyTracker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a request carried out at most once (docs/poe-protocol.md §8.2). When its fate is not known, the message is looked
 * for at Poe instead of being sent again. Another request is made only when the site says that it did not carry out the
 * first, can be told why, and the message is not seen there. When the caller has gone, the answer is stopped.
 */
final class AtMostOnceSender {
    private static final Logger log = LoggerFactory.getLogger(AtMostOnceSender.class);

    /** The site has its own time limit, which should be the one that is felt. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    /** For one message: a gate that has changed, and the queries that the site may not know. */
    private static final int MAX_REQUESTS = 8;

    private final ReplyTracker tracker;
    private final Executor workers;

    AtMostOnceSender(ReplyTracker tracker, Executor workers) {
        this.tracker = tracker;
        this.workers = workers;
    }

    /** Closes {@code pendingSend} when it is no longer needed, which may be after this has ended. */
    LiveReply run(SendRequest request, PendingSend pendingSend) {
        CompletableFuture<JsonNode> exchange = null;
        boolean abandoned = false;
        boolean gateChanged = false;
        try {
            for (int requests = 1; ; requests++) {
                exchange = start(request, gateChanged);
                try {
                    return request.follow(acceptedMessage(request, exchange, gateChanged));
                } catch (NotCarriedOutException refused) {
                    boolean gate = refused.failure() instanceof PoeFailure.FormkeyUnavailable;
                    if (requests == MAX_REQUESTS || (gate && gateChanged)) {
                        throw refused;
                    }
                    gateChanged |= gate;
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException("The caller has gone.");
                }
            }
        } catch (InterruptedException interrupted) {
            if (exchange != null) {
                abandoned = true;
                abandon(request, exchange, pendingSend);
            }
            Thread.currentThread().interrupt();
            throw new PoeException(
                    new PoeFailure.Cancelled("The message was cancelled by the caller.", Spend.POSSIBLE), interrupted);
        } finally {
            if (!abandoned) {
                pendingSend.close();
            }
        }
    }

    /** @param inDoubt whether an earlier request for the same message may have been carried out */
    private static CompletableFuture<JsonNode> start(SendRequest request, boolean inDoubt) {
        try {
            return request.start();
        } catch (PoeException failed) {
            throw inDoubt ? new PoeException(failed.failure().withSpend(Spend.POSSIBLE), failed) : failed;
        }
    }

    /**
     * @param inDoubt whether an earlier request for the same message may have been carried out
     * @throws NotCarriedOutException when the request may be made once more: the message was looked for in vain
     */
    private static AcceptedMessage acceptedMessage(
            SendRequest request, CompletableFuture<JsonNode> exchange, boolean inDoubt) throws InterruptedException {
        try {
            return request.read(await(exchange, request.limit()));
        } catch (PoeException failed) {
            PoeFailure why = request.uploadFailure().orElse(failed.failure());
            if (failed.failure() instanceof PoeFailure.Cancelled && Thread.interrupted()) {
                throw new InterruptedException(failed.getMessage());
            }
            boolean notCarriedOut = failed instanceof NotCarriedOutException && why == failed.failure();
            if (why.spend() == Spend.NONE && !notCarriedOut) {
                throw why == failed.failure() ? failed : new PoeException(why, failed);
            }
            log.debug("Whether Poe took the message is not certain ({}); looking for it.", failed.getMessage());
            // A site that does not know a query has nothing to be busy with.
            LostSendResult lookup = request.find(why.spend() == Spend.POSSIBLE);
            if (lookup.accepted().isPresent()) {
                return lookup.accepted().get();
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("The caller has gone.");
            }
            if (notCarriedOut && (lookup.complete() || why.spend() == Spend.NONE)) {
                throw failed;
            }
            throw new PoeException(
                    lookup.complete() && !inDoubt && saysNothingRan(why) ? why.withSpend(Spend.NONE) : why, failed);
        }
    }

    /** Whether a site that says so has not run the request; a look that shows the same settles it. */
    private static boolean saysNothingRan(PoeFailure failure) {
        return failure instanceof PoeFailure.RateLimited
                || failure instanceof PoeFailure.AuthExpired
                || failure instanceof PoeFailure.Blocked;
    }

    private static JsonNode await(CompletableFuture<JsonNode> exchange, Duration limit) throws InterruptedException {
        try {
            return exchange.get(limit.plus(SLACK).toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw failure(failed);
        } catch (TimeoutException late) {
            // Whatever has not left by now must not leave any more.
            exchange.cancel(false);
            throw new PoeException(
                    new PoeFailure.TimedOut("Poe did not answer within " + limit.toSeconds() + " s.", Spend.POSSIBLE),
                    late);
        }
    }

    private static PoeException failure(ExecutionException thrown) {
        Throwable cause = thrown.getCause();
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof PoeException failure
                ? failure
                : new PoeException(
                        new PoeFailure.UnexpectedResponse("Poe's answer could not be read.", Spend.POSSIBLE), thrown);
    }

    /**
     * Nobody waits any more. A request that is not whole yet is broken off. Otherwise the exchange goes on to its end,
     * for it may be the only one to tell the chat of the job that has to be stopped.
     */
    private void abandon(SendRequest request, CompletableFuture<JsonNode> exchange, PendingSend pendingSend) {
        tracker.cancels().begin();
        request.abort();
        if (request.chatId() != 0) {
            tracker.cancel(request.chatId());
        }
        var unusedEcho = pendingSend.echo().thenAccept(echo -> tracker.cancel(echo.chatId()));
        var unusedEnd = exchange.whenComplete((data, failure) -> offThread(() -> stop(request, data, pendingSend)));
    }

    private void offThread(Runnable task) {
        try {
            workers.execute(task);
        } catch (RejectedExecutionException full) {
            // An answer that nobody wants must not go on costing points because every worker is busy.
            new Thread(task, "poe-cancel").start();
        }
    }

    private void stop(SendRequest request, @Nullable JsonNode data, PendingSend pendingSend) {
        try (pendingSend) {
            boolean whole = request.uploadFailure().isEmpty();
            if (request.chatId() != 0) {
                tracker.cancel(request.chatId());
            } else if (data != null) {
                tracker.cancel(request.read(data).chat().chatId());
            } else if (whole) {
                request.find(true)
                        .accepted()
                        .ifPresent(accepted -> tracker.cancel(accepted.chat().chatId()));
            }
        } catch (PoeException notAccepted) {
            log.debug("There is nothing to cancel: {}", notAccepted.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            tracker.cancels().end();
        }
    }
}
