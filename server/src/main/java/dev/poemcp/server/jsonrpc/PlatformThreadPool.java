package dev.poemcp.server.jsonrpc;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An unbounded pool of reused daemon threads in which no task waits for another to end: for each queued task there is
 * an idle thread. Unlike a cached {@link java.util.concurrent.ThreadPoolExecutor}, which wakes a thread per task, it
 * wakes one thread at a time, and that one wakes the next if tasks are left. So threads that are awake work off a
 * burst of short tasks, which saves most switches between threads.
 */
final class PlatformThreadPool extends AbstractExecutorService {
    private static final long KEEP_ALIVE_NANOS = Duration.ofSeconds(60).toNanos();

    private final String name;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition hasTask = lock.newCondition();
    private final Condition terminated = lock.newCondition();
    /** Never longer than {@link #idle}. */
    private final Queue<Runnable> queue = new ArrayDeque<>();

    private final Set<Thread> threads = new HashSet<>();
    private int idle;
    /** Whether a thread was woken and has not looked into the queue yet. */
    private boolean waking;

    private boolean shutdown;

    /** @param name of its threads */
    PlatformThreadPool(String name) {
        this.name = name;
    }

    @Override
    public void execute(Runnable task) {
        Thread started;
        lock.lock();
        try {
            if (shutdown) {
                throw new RejectedExecutionException("The pool is shut down.");
            }
            if (queue.size() < idle) {
                queue.add(task);
                wakeNext();
                return;
            }
            started = new Thread(() -> work(task), name);
            started.setDaemon(true);
            threads.add(started);
        } finally {
            lock.unlock();
        }
        start(started);
    }

    private void start(Thread thread) {
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            // The operating system provides no further thread.
            remove(thread);
            throw e;
        }
    }

    private void work(Runnable first) {
        try {
            for (var task = first; task != null; task = next()) {
                task.run();
            }
        } finally {
            remove(Thread.currentThread());
        }
    }

    /** Waits for a task; null when the thread is to end. */
    private @Nullable Runnable next() {
        lock.lock();
        try {
            // An interrupt was for the task that has ended; the end of the pool shows in the flag.
            var unused = Thread.interrupted();
            var nanos = KEEP_ALIVE_NANOS;
            while (queue.isEmpty() && !shutdown && nanos > 0) {
                idle++;
                try {
                    nanos = hasTask.awaitNanos(nanos);
                } catch (InterruptedException e) {
                    // As above.
                } finally {
                    idle--;
                    waking = false;
                }
            }
            var task = queue.poll();
            wakeNext();
            return task;
        } finally {
            lock.unlock();
        }
    }

    private void wakeNext() {
        if (!waking && !queue.isEmpty()) {
            waking = true;
            hasTask.signal();
        }
    }

    private void remove(Thread thread) {
        lock.lock();
        try {
            threads.remove(thread);
            if (shutdown && threads.isEmpty()) {
                terminated.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void shutdown() {
        lock.lock();
        try {
            shutdown = true;
            hasTask.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Runnable> shutdownNow() {
        lock.lock();
        try {
            shutdown();
            var unstarted = List.copyOf(queue);
            queue.clear();
            threads.forEach(Thread::interrupt);
            return unstarted;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isShutdown() {
        lock.lock();
        try {
            return shutdown;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isTerminated() {
        lock.lock();
        try {
            return shutdown && threads.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        var nanos = unit.toNanos(timeout);
        lock.lock();
        try {
            while (!(shutdown && threads.isEmpty()) && nanos > 0) {
                nanos = terminated.awaitNanos(nanos);
            }
            return shutdown && threads.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
