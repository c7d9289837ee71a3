package dev.poemcp.server.jsonrpc;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One client's calls in progress, by request id. */
final class Calls {
    private final Map<Object, Call> byId = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();

    /** Adds the call and returns true if its id is not in use; otherwise returns false. */
    boolean add(Call call) {
        lock.lock();
        try {
            return byId.putIfAbsent(call.id(), call) == null;
        } finally {
            lock.unlock();
        }
    }

    void remove(Object id) {
        lock.lock();
        try {
            byId.remove(id);
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    Call find(Object id) {
        lock.lock();
        try {
            return byId.get(id);
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return byId.size();
        } finally {
            lock.unlock();
        }
    }

    /** Waits up to {@code atMost} until no matching call is left; returns those that still run. */
    List<Call> awaitNone(Predicate<Call> which, Duration atMost) {
        lock.lock();
        try {
            var nanos = atMost.toNanos();
            while (nanos > 0 && byId.values().stream().anyMatch(which)) {
                nanos = ended.awaitNanos(nanos);
            }
            return byId.values().stream().filter(which).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return byId.values().stream().filter(which).toList();
        } finally {
            lock.unlock();
        }
    }
}
