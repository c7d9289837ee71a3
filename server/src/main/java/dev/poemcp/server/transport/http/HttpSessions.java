package dev.poemcp.server.transport.http;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The sessions there are, by id. Idle ones go after a while, those of users who are not proven when room is needed. */
final class HttpSessions implements TransportTimer.Beating {
    private static final long SWEEP_NANOS = Duration.ofSeconds(2).toNanos();

    private final Map<String, Entry> byId = new ConcurrentHashMap<>();
    private final CallWorkers workers;
    private final TransportTimer heartbeat;
    private final Duration idle;
    private final Quota quota;
    private long lastSweep;

    private record Entry(HttpSession conversation, Quota.Holding place) {}

    HttpSessions(HttpLimits limits, CallWorkers workers, TransportTimer heartbeat) {
        this.workers = workers;
        this.heartbeat = heartbeat;
        this.idle = limits.idleSession();
        this.quota = new Quota("sessions", limits.sessions(), limits.user().sessions());
        this.lastSweep = heartbeat.now();
    }

    /** Null when there was room; else the conversation is closed, and this is why. */
    @Nullable
    HttpProblem add(HttpSession conversation) {
        var place = quota.open(conversation.caller());
        var refused = place.take(1);
        while (refused != null && refused.status() == HttpProblem.BUSY) {
            var displaced = idleOfUnproven();
            if (displaced.isEmpty()) {
                break;
            }
            // Closing it may take a moment, so that is done by somebody else.
            remove(displaced.get()).ifPresent(entry -> workers.cleanUp(entry.conversation()::close));
            refused = place.take(1);
        }
        if (refused != null) {
            conversation.close();
        } else {
            byId.put(conversation.id(), new Entry(conversation, place));
        }
        return refused;
    }

    /** The one that was used longest ago, of those that nobody uses now and whose user may be invented. */
    private Optional<HttpSession> idleOfUnproven() {
        var now = heartbeat.now();
        return byId.values().stream()
                .filter(entry -> !entry.place().caller().proven())
                .map(Entry::conversation)
                .filter(each ->
                        each.isIdle(now, Duration.ZERO) && !each.caller().proven())
                .min((a, b) -> Long.signum(a.lastUsed() - b.lastUsed()));
    }

    /** Null also when it belongs to somebody else: whether it exists is none of a stranger's business. */
    @Nullable
    HttpSession find(@Nullable String id, Services.Lease caller) {
        var entry = id == null ? null : byId.get(id);
        return entry != null && entry.conversation().belongsTo(caller) ? entry.conversation() : null;
    }

    /** Returns when it is closed. */
    void end(HttpSession conversation) {
        remove(conversation).ifPresent(entry -> entry.conversation().close());
    }

    /** Its client has gone: nothing more can come, but what runs may finish. Returns when it has. */
    void leave(HttpSession conversation) {
        var entry = byId.remove(conversation.id());
        if (entry != null) {
            try {
                conversation.finishUndisturbed();
                conversation.close();
            } finally {
                entry.place().close();
            }
        }
    }

    private Optional<Entry> remove(HttpSession conversation) {
        var entry = byId.remove(conversation.id());
        if (entry != null) {
            entry.place().close();
        }
        return Optional.ofNullable(entry);
    }

    /** Open at present. */
    long size() {
        return quota.held();
    }

    @Override
    public void beat(long now) {
        if (now - lastSweep > SWEEP_NANOS) {
            lastSweep = now;
            for (var entry : byId.values()) {
                if (entry.conversation().isIdle(now, idle)) {
                    remove(entry.conversation()).ifPresent(gone -> workers.cleanUp(gone.conversation()::close));
                }
            }
        }
    }

    /**
     * Lets calls finish for a while, then ends everything.
     *
     * @param until as {@link System#nanoTime()}
     */
    void finish(long until) {
        byId.values()
                .forEach(entry ->
                        entry.conversation().finish(Duration.ofNanos(Math.max(0, until - System.nanoTime()))));
        byId.values().forEach(entry -> end(entry.conversation()));
    }
}
