package dev.poemcp.server.transport.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The sessions there are, by id. Idle ones go after a while. */
final class Conversations implements Heartbeat.Beating {
    private static final long SWEEP_NANOS = Duration.ofSeconds(2).toNanos();

    private final Map<String, Conversation> byId = new ConcurrentHashMap<>();
    private final int most;
    private final Duration idle;
    private long lastSweep = System.nanoTime();

    Conversations(HttpLimits limits) {
        this.most = limits.sessions();
        this.idle = limits.idleSession();
    }

    /** Whether there was room. */
    boolean add(Conversation conversation) {
        if (byId.size() >= most) {
            return false;
        }
        byId.put(conversation.id(), conversation);
        return true;
    }

    /** Null also when it belongs to somebody else: whether it exists is none of a stranger's business. */
    @Nullable
    Conversation find(@Nullable String id, Services.Lease caller) {
        var conversation = id == null ? null : byId.get(id);
        return conversation != null && conversation.belongsTo(caller) ? conversation : null;
    }

    void end(Conversation conversation) {
        if (byId.remove(conversation.id()) != null) {
            conversation.close();
        }
    }

    /** Its client has gone: nothing more can come, but what runs may finish. Returns when it has. */
    void leave(Conversation conversation) {
        if (byId.remove(conversation.id()) != null) {
            conversation.finishUndisturbed();
            conversation.close();
        }
    }

    int size() {
        return byId.size();
    }

    @Override
    public void beat(long now) {
        if (now - lastSweep > SWEEP_NANOS) {
            lastSweep = now;
            byId.values().stream().filter(each -> each.isIdle(now, idle)).forEach(this::end);
        }
    }

    /**
     * Lets calls finish for a while, then ends everything.
     *
     * @param until as {@link System#nanoTime()}
     */
    void finish(long until) {
        byId.values().forEach(each -> each.finish(Duration.ofNanos(Math.max(0, until - System.nanoTime()))));
        byId.values().forEach(this::end);
    }
}
