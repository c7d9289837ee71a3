package dev.poemcp.server.transport.http;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Open sessions by id. Idle ones expire; those of users who are not accepted are closed when room is needed. */
final class HttpSessions implements TransportTimer.TickListener {
    private static final long SWEEP_NANOS = Duration.ofSeconds(2).toNanos();

    private final Map<String, SessionEntry> byId = new ConcurrentHashMap<>();
    private final CallWorkers workers;
    private final TransportTimer timer;
    private final Duration idleLimit;
    private final Quota quota;
    private long lastSweep;

    private record SessionEntry(HttpSession session, Quota.Allocation allocation) {}

    HttpSessions(HttpLimits limits, CallWorkers workers, TransportTimer timer) {
        this.workers = workers;
        this.timer = timer;
        this.idleLimit = limits.idleSession();
        this.quota = new Quota("sessions", limits.sessions(), limits.user().sessions());
        this.lastSweep = timer.now();
    }

    /** Adds the session and returns null; without room, closes it and returns the reason. */
    @Nullable
    HttpProblem add(HttpSession session) {
        var allocation = quota.open(session.caller());
        var rejection = allocation.acquire(1);
        while (rejection != null && rejection.status() == HttpProblem.BUSY) {
            var displaced = idleOfUnaccepted();
            if (displaced.isEmpty()) {
                break;
            }
            // On another thread, since closing may take a while.
            remove(displaced.get()).ifPresent(entry -> workers.cleanUp(entry.session()::close));
            rejection = allocation.acquire(1);
        }
        if (rejection != null) {
            session.close();
        } else {
            byId.put(session.id(), new SessionEntry(session, allocation));
        }
        return rejection;
    }

    /** The least recently used idle session of a user who is not accepted. */
    private Optional<HttpSession> idleOfUnaccepted() {
        var now = timer.now();
        return byId.values().stream()
                .filter(entry -> !entry.allocation().caller().accepted())
                .map(SessionEntry::session)
                .filter(each ->
                        each.isIdle(now, Duration.ZERO) && !each.caller().accepted())
                .min((a, b) -> Long.signum(a.lastUsed() - b.lastUsed()));
    }

    /** Null also when the session belongs to another caller, who must not learn that it exists. */
    @Nullable
    HttpSession find(@Nullable String id, AccountServers.Lease lease) {
        var entry = id == null ? null : byId.get(id);
        return entry != null && entry.session().belongsTo(lease) ? entry.session() : null;
    }

    /** Closes the session; returns when it is closed. */
    void end(HttpSession session) {
        remove(session).ifPresent(entry -> entry.session().close());
    }

    /** Closes the session of a disconnected client after its calls have finished. */
    void detach(HttpSession session) {
        var entry = byId.remove(session.id());
        if (entry != null) {
            try {
                session.awaitCalls();
                session.close();
            } finally {
                entry.allocation().close();
            }
        }
    }

    private Optional<SessionEntry> remove(HttpSession session) {
        var entry = byId.remove(session.id());
        if (entry != null) {
            entry.allocation().close();
        }
        return Optional.ofNullable(entry);
    }

    /** Number of open sessions. */
    long size() {
        return quota.held();
    }

    @Override
    public void onTick(long now) {
        if (now - lastSweep > SWEEP_NANOS) {
            lastSweep = now;
            for (var entry : byId.values()) {
                if (entry.session().isIdle(now, idleLimit)) {
                    remove(entry.session()).ifPresent(removed -> workers.cleanUp(removed.session()::close));
                }
            }
        }
    }

    /**
     * Lets calls finish for a while, then closes all sessions.
     *
     * @param until as {@link System#nanoTime()}
     */
    void finish(long until) {
        byId.values()
                .forEach(entry -> entry.session().finish(Duration.ofNanos(Math.max(0, until - System.nanoTime()))));
        byId.values().forEach(entry -> end(entry.session()));
    }
}
