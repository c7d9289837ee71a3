package dev.poemcp.poe.api;

import dev.poemcp.poe.Page;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.Points;
import dev.poemcp.poe.api.CostMatcher.Sent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what replies have cost from the usage history, for all replies together: the API allows 500 requests a minute.
 * A row may at first show 0 points and be corrected seconds later (docs/official-api.md, usage), so 0 is read again.
 */
final class CostLookup implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CostLookup.class);

    /** After it a caller no longer waits for the cost. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** After it the cost stays unknown. */
    private static final Duration GIVE_UP = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(400);
    private static final int PAGE = 100;
    private static final int MAX_PAGES = 12;
    private static final int MAX_CLAIMED = 10_000;

    private final Points points;
    private final Clock clock;
    private final ScheduledExecutorService thread;
    private final Map<Long, Pending> pending = new LinkedHashMap<>();
    private final Set<String> claimed = new HashSet<>();
    private boolean polling;

    /** Gets the outcome on the thread of the lookup. */
    interface Result {
        /** May follow {@link #waitingIsOver}. */
        void known(long cost);

        void waitingIsOver();
    }

    private static final class Pending {
        final Sent sent;
        final Result result;

        @Nullable
        Instant ended;

        boolean waitingIsOver;

        Pending(Sent sent, Result result) {
            this.sent = sent;
            this.result = result;
        }
    }

    /** @param thread runs the lookups; is shut down with this */
    CostLookup(Points points, Clock clock, ScheduledExecutorService thread) {
        this.points = points;
        this.clock = clock;
        this.thread = thread;
    }

    static ScheduledExecutorService newThread() {
        return Executors.newSingleThreadScheduledExecutor(work -> {
            Thread daemon = new Thread(work, "poe-api-costs");
            daemon.setDaemon(true);
            return daemon;
        });
    }

    /** To be called before the request is sent. */
    synchronized void sending(long messageId, String bot, Result result) {
        pending.put(messageId, new Pending(new Sent(messageId, bot, clock.instant()), result));
    }

    /** Nothing was executed. */
    synchronized void notSent(long messageId) {
        pending.remove(messageId);
    }

    /** The reply has ended; its cost is looked for from now on. */
    void ended(long messageId) {
        Pending busy;
        synchronized (this) {
            Pending reply = pending.get(messageId);
            if (reply == null) {
                return;
            }
            reply.ended = clock.instant();
            reply.waitingIsOver = isBusy(reply);
            busy = reply.waitingIsOver ? reply : null;
            if (busy == null && !polling) {
                polling = true;
                thread.execute(this::poll);
            }
        }
        if (busy != null) {
            busy.result.waitingIsOver();
        }
    }

    /** Whether its bot still answers another request: rows of the two cannot be told apart before both have ended. */
    private boolean isBusy(Pending reply) {
        return pending.values().stream()
                .anyMatch(other -> other.ended == null && other.sent.bot().equals(reply.sent.bot()));
    }

    private void poll() {
        List<Points.Entry> rows = new ArrayList<>();
        boolean isReadable = true;
        try {
            read(rows);
        } catch (PoeException e) {
            log.debug("The usage history cannot be read: {}", e.getMessage());
            isReadable = false;
        } catch (RuntimeException e) {
            log.warn("The usage history cannot be read", e);
            isReadable = false;
        }
        outcomes(rows, isReadable ? PATIENCE : Duration.ZERO).forEach(Runnable::run);
    }

    /** Reads as far back as the oldest pending request. */
    private void read(List<Points.Entry> rows) {
        Instant oldest = oldestPending();
        String cursor = null;
        for (int pages = 0; pages < MAX_PAGES; pages++) {
            Page<Points.Entry> page = points.history(PAGE, cursor).entries();
            rows.addAll(page.items());
            cursor = page.nextCursor();
            Instant last = rows.isEmpty() ? null : rows.get(rows.size() - 1).time();
            if (cursor == null || last == null || last.isBefore(oldest)) {
                return;
            }
        }
    }

    private synchronized Instant oldestPending() {
        return pending.values().stream()
                .map(reply -> reply.sent.sent().minus(CostMatcher.CLOCK_SKEW))
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }

    /** Decides under the lock; the outcomes are reported without it. */
    private synchronized List<Runnable> outcomes(List<Points.Entry> rows, Duration patience) {
        Instant now = clock.instant();
        List<Runnable> outcomes = new ArrayList<>();
        List<Sent> requests = pending.values().stream().map(reply -> reply.sent).toList();
        CostMatcher.Matches matches = CostMatcher.match(requests, rows, claimed);
        for (Pending reply : List.copyOf(pending.values())) {
            if (reply.ended == null) {
                continue;
            }
            boolean isBusy = isBusy(reply);
            Points.Entry row = isBusy ? null : matches.rows().get(reply.sent.messageId());
            if (row != null && row.points() != null && row.points() > 0) {
                long cost = row.points();
                claim(row);
                pending.remove(reply.sent.messageId());
                outcomes.add(() -> reply.result.known(cost));
                continue;
            }
            boolean isHopeless = !isBusy && matches.ambiguous().contains(reply.sent.messageId());
            if (isHopeless || now.isAfter(reply.ended.plus(GIVE_UP))) {
                pending.remove(reply.sent.messageId());
            }
            if (!reply.waitingIsOver && (isHopeless || !now.isBefore(reply.ended.plus(patience)))) {
                reply.waitingIsOver = true;
                outcomes.add(reply.result::waitingIsOver);
            }
        }
        if (pending.isEmpty()) {
            // What is there before the next request is sent does not belong to it.
            rows.forEach(this::claim);
        }
        polling = pending.values().stream().anyMatch(reply -> reply.ended != null && !isBusy(reply));
        if (polling && !thread.isShutdown()) {
            var unused = thread.schedule(this::poll, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        }
        return outcomes;
    }

    private void claim(Points.Entry row) {
        if (claimed.size() >= MAX_CLAIMED) {
            // Rows this old are before every pending request.
            claimed.clear();
        }
        if (row.queryId() != null) {
            claimed.add(row.queryId());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
