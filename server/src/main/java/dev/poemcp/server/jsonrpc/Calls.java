package dev.poemcp.server.jsonrpc;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One client's calls in progress, by request id. */
final class Calls {
    private final Map<Object, Call> byId = new ConcurrentHashMap<>();
    // Not a monitor: a virtual thread that waits long in one would block its carrier before Java 24.
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();

    /** Adds the call and returns true if its id is not in use; otherwise returns false. */
    boolean add(Call call) {
        return byId.putIfAbsent(call.id(), call) == null;
    }

    void remove(Object id) {
        byId.remove(id);
        lock.lock();
        try {
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    Call find(Object id) {
        return byId.get(id);
    }

    int size() {
        return byId.size();
    }

    /** Waits up to {@code atMost} until no matching call is left; returns those that still run. */
    List<Call> awaitNone(Predicate<Call> which, Duration atMost) {
        lock.lock();
        try {
            var nanos = atMost.toNanos();
            while (nanos > 0 && byId.values().stream().anyMatch(which)) {
                nanos = ended.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return byId.values().stream().filter(which).toList();
    }
}
