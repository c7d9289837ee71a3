package dev.poemcp.poe.site.reply;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Queries the site for replies, a few at a time, on worker threads. Holds no lock during a query. */
final class ReplyFetcher {
    private static final Logger log = LoggerFactory.getLogger(ReplyFetcher.class);

    private final ReplyRequests requests;
    private final LongSupplier nanoTime;
    private final SiteRequestQueue queue;

    ReplyFetcher(ReplyRequests requests, Executor workers, LongSupplier nanoTime) {
        this.requests = requests;
        this.nanoTime = nanoTime;
        this.queue = new SiteRequestQueue(workers);
    }

    /** Queues a read of the chat, which then updates the reply. */
    void read(TrackedReply reply) {
        queue.add(() -> beginRead(reply).ifPresent(since -> readNow(reply, since)));
    }

    /** @return the version to pass to {@link #readDone}; empty if the read is no longer needed */
    private OptionalInt beginRead(TrackedReply reply) {
        return reply.with((m, schedule) -> {
            boolean needed = schedule.beginRead(nanoTime.getAsLong());
            return needed && !reply.isClosed() ? OptionalInt.of(m.version()) : OptionalInt.empty();
        });
    }

    private void readNow(TrackedReply reply, int since) {
        ReplyRequests.ChatSnapshot snapshot = null;
        PoeFailure permanent = null;
        try {
            snapshot = requests.readChat(reply.origin().chat());
        } catch (PoeException failed) {
            log.debug("Chat {} could not be read: {}", reply.chatId(), failed.getMessage());
            if (failed.failure() instanceof PoeFailure.NotFound) {
                reply.with(m -> m.fail(failed.failure()));
            }
            permanent = permanentFailure(failed.failure());
        } finally {
            if (snapshot == null) {
                readFailed(reply, permanent);
            } else {
                readDone(reply, snapshot, since);
            }
        }
    }

    /** @param since the machine's version when the read began */
    private void readDone(TrackedReply reply, ReplyRequests.ChatSnapshot snapshot, int since) {
        reply.with((m, schedule) -> {
            schedule.readDone(nanoTime.getAsLong(), m.read(snapshot.messages(), since));
            if (snapshot.title() != null) {
                m.extras().updateTitle(snapshot.title());
            }
            if (schedule.jobStateDecides()) {
                m.settleByJob();
            }
            if (m.awaitsJobOnly() && schedule.isSilent()) {
                m.forgetJobs();
            }
            if (m.messageId() == 0 && m.jobId() == 0 && schedule.becameSilent()) {
                log.info("No reply has begun in chat {}; Poe may be waiting for the user's consent.", reply.chatId());
            }
            return true;
        });
    }

    /** @param permanent the reason, if another read would fail in the same way; else null */
    private void readFailed(TrackedReply reply, @Nullable PoeFailure permanent) {
        reply.with((m, schedule) -> {
            long now = nanoTime.getAsLong();
            schedule.readFailed(now, permanent != null);
            return permanent != null && schedule.isUnrecoverable(now) && m.fail(permanent);
        });
    }

    /** The failure with possible spend, if another read would fail in the same way; else null. */
    private static @Nullable PoeFailure permanentFailure(PoeFailure failure) {
        if (failure instanceof PoeFailure.QueryOutdated outdated) {
            return new PoeFailure.QueryOutdated(outdated.operation(), outdated.hash(), Spend.POSSIBLE);
        }
        if (failure instanceof PoeFailure.AuthExpired expired) {
            return expired.withSpend(Spend.POSSIBLE);
        }
        if (failure instanceof PoeFailure.Blocked blocked) {
            return blocked.withSpend(Spend.POSSIBLE);
        }
        return failure instanceof PoeFailure.FormkeyUnavailable unavailable
                ? new PoeFailure.FormkeyUnavailable(unavailable.what(), Spend.POSSIBLE)
                : null;
    }

    /** @param messageCode null if the site has not returned it; then the cost cannot be queried */
    void fetchCost(TrackedReply reply, @Nullable String messageCode) {
        if (messageCode == null) {
            costRefused(reply);
            return;
        }
        queue.add(() -> {
            Long points = null;
            boolean refused = false;
            try {
                points = wantsCost(reply) ? requests.cost(messageCode) : null;
            } catch (PoeException failed) {
                log.debug("The cost of a reply could not be read: {}", failed.getMessage());
                refused = !isTransient(failed.failure());
            } finally {
                if (refused) {
                    costRefused(reply);
                } else {
                    costDone(reply, points);
                }
            }
        });
    }

    private static boolean wantsCost(TrackedReply reply) {
        return !reply.isClosed() && reply.with((m, schedule) -> schedule.wantsCost());
    }

    private static void costDone(TrackedReply reply, @Nullable Long points) {
        reply.with((m, schedule) -> {
            schedule.costQueryDone();
            return m.costUpdated(0, points);
        });
    }

    private static void costRefused(TrackedReply reply) {
        reply.with((m, schedule) -> {
            schedule.costQueryDone();
            schedule.costRefused();
            return false;
        });
    }

    private static boolean isTransient(PoeFailure failure) {
        return failure instanceof PoeFailure.Network
                || failure instanceof PoeFailure.TimedOut
                || failure instanceof PoeFailure.Unavailable
                || failure instanceof PoeFailure.RateLimited;
    }

    /** Poe asks for consent to the price: ends the reply with a failure that names the account's limit, if known. */
    void fetchPointsLimit(TrackedReply reply) {
        queue.add(() -> {
            Optional<Long> limit = Optional.empty();
            try {
                limit = requests.pointsLimit();
            } catch (PoeException failed) {
                log.debug("The account's limit per message could not be read: {}", failed.getMessage());
            } finally {
                PoeFailure why = pointsLimit(limit);
                reply.with(m -> m.fail(why));
            }
        });
    }

    private static PoeFailure pointsLimit(Optional<Long> limit) {
        String than = limit.map(points -> "the account's limit of " + points + " points per message")
                .orElse("the account's own limit per message");
        return new PoeFailure.PointsLimit(
                "Poe asks for consent because the message costs more than " + than + "; no answer was started.",
                limit,
                true);
    }
}
