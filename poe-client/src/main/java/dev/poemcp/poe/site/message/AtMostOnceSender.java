package dev.poemcp.poe.site.message;

import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.site.graphql.NotCarriedOutException;
import dev.poemcp.poe.site.json.SendResponse;
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
 * Executes a request at most once (docs/poe-protocol.md §8.2). If the outcome is unknown, it searches for the message
 * at Poe instead of sending again. It sends another request only if the site reports that it did not execute the first
 * one, for a known reason, and the message is not found. If the calling thread is interrupted, it cancels the reply.
 */
final class AtMostOnceSender {
    private static final Logger log = LoggerFactory.getLogger(AtMostOnceSender.class);

    /** The site client has its own time limit, which should expire first. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    /** For one message: covers a changed gate and the queries that the site may not know. */
    private static final int MAX_REQUESTS = 8;

    private final ReplyTracker tracker;
    private final Executor workers;

    AtMostOnceSender(ReplyTracker tracker, Executor workers) {
        this.tracker = tracker;
        this.workers = workers;
    }

    /** Closes {@code pendingSend} when it is no longer needed, which may be after this method ends. */
    LiveReply run(SendRequest request, PendingSend pendingSend) {
        CompletableFuture<SendResponse> exchange = null;
        boolean abandoned = false;
        boolean gateChanged = false;
        try {
            for (int requests = 1; ; requests++) {
                exchange = start(request, gateChanged);
                try {
                    return request.follow(awaitAcceptance(request, exchange, gateChanged));
                } catch (NotCarriedOutException refused) {
                    boolean gate = refused.failure() instanceof PoeFailure.FormkeyUnavailable;
                    if (requests == MAX_REQUESTS || (gate && gateChanged)) {
                        throw refused;
                    }
                    gateChanged |= gate;
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException("The caller was interrupted.");
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

    /** @param inDoubt whether an earlier request for the same message may have been executed */
    private static CompletableFuture<SendResponse> start(SendRequest request, boolean inDoubt) {
        try {
            return request.start();
        } catch (PoeException failed) {
            throw inDoubt ? new PoeException(failed.failure().withSpend(Spend.POSSIBLE), failed) : failed;
        }
    }

    /**
     * @param inDoubt whether an earlier request for the same message may have been executed
     * @throws NotCarriedOutException if the request may be sent once more: the message was not found
     */
    private static AcceptedMessage awaitAcceptance(
            SendRequest request, CompletableFuture<SendResponse> exchange, boolean inDoubt)
            throws InterruptedException {
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
            log.debug(
                    "It is not certain whether Poe accepted the message ({}); searching for it.", failed.getMessage());
            // A site that does not know a query cannot still be executing it.
            LostSendResult lookup = request.find(why.spend() == Spend.POSSIBLE);
            if (lookup.accepted().isPresent()) {
                return lookup.accepted().get();
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("The caller was interrupted.");
            }
            if (notCarriedOut && (lookup.complete() || why.spend() == Spend.NONE)) {
                throw failed;
            }
            throw new PoeException(
                    lookup.complete() && !inDoubt && reportsNotExecuted(why) ? why.withSpend(Spend.NONE) : why, failed);
        }
    }

    /**
     * Whether this failure says that the site has not executed the request; a search that finds nothing confirms it.
     */
    private static boolean reportsNotExecuted(PoeFailure failure) {
        return failure instanceof PoeFailure.RateLimited
                || failure instanceof PoeFailure.AuthExpired
                || failure instanceof PoeFailure.Blocked;
    }

    private static SendResponse await(CompletableFuture<SendResponse> exchange, Duration limit)
            throws InterruptedException {
        try {
            return exchange.get(limit.plus(SLACK).toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw failure(failed);
        } catch (TimeoutException late) {
            // What has not been sent by now must not be sent later.
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
     * The caller no longer waits. Aborts an incomplete upload. Otherwise the exchange continues to its end, because its
     * response may be the only source of the chat whose job must be cancelled.
     */
    private void abandon(SendRequest request, CompletableFuture<SendResponse> exchange, PendingSend pendingSend) {
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
            // Even when all workers are busy, an abandoned reply must not go on costing points.
            new Thread(task, "poe-cancel").start();
        }
    }

    private void stop(SendRequest request, @Nullable SendResponse data, PendingSend pendingSend) {
        try (pendingSend) {
            boolean whole = request.uploadFailure().isEmpty();
            if (request.chatId() != 0) {
                tracker.cancel(request.chatId());
            } else if (data != null) {
                tracker.cancel(request.read(data).chat().number());
            } else if (whole) {
                request.find(true)
                        .accepted()
                        .ifPresent(accepted -> tracker.cancel(accepted.chat().number()));
            }
        } catch (PoeException notAccepted) {
            log.debug("Nothing to cancel: {}", notAccepted.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            tracker.cancels().end();
        }
    }
}
