package dev.poemcp.server.resources;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs notifications of clients when they are due. */
@FunctionalInterface
public interface UpdateTimer {
    /**
     * Runs the task later, on a thread that it may block.
     *
     * @param delayNanos from now, in nanoseconds
     */
    void schedule(Runnable task, long delayNanos);

    /**
     * The timer of this process. It has one thread for time, however many sessions watch, and others while they notify.
     */
    static UpdateTimer shared() {
        return SharedTimer.TIMER;
    }

    /** Created by the first session that watches. */
    final class SharedTimer {
        private static final UpdateTimer TIMER = start();

        private SharedTimer() {}

        private static UpdateTimer start() {
            var clock = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "resource-updates"));
            ExecutorService notifiers = Executors.newCachedThreadPool(task -> daemon(task, "resource-update"));
            return (task, delayNanos) -> {
                var unused = clock.schedule(() -> notifiers.execute(task), delayNanos, TimeUnit.NANOSECONDS);
            };
        }

        private static Thread daemon(Runnable task, String name) {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        }
    }
}
