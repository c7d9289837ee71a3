package dev.poemcp.server.resources;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs what tells clients of changes, when it is due. */
@FunctionalInterface
public interface UpdateTimer {
    /**
     * Runs it later, on a thread that it may block.
     *
     * @param delayNanos from now, in nanoseconds
     */
    void schedule(Runnable task, long delayNanos);

    /** The one of this process. It has one thread for time, however many sessions watch, and others while they tell. */
    static UpdateTimer shared() {
        return Shared.TIMER;
    }

    /** Made by the first session that watches. */
    final class Shared {
        private static final UpdateTimer TIMER = start();

        private Shared() {}

        private static UpdateTimer start() {
            var clock = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "resource-updates"));
            ExecutorService tellers = Executors.newCachedThreadPool(task -> daemon(task, "resource-update"));
            return (task, delayNanos) -> {
                var unused = clock.schedule(() -> tellers.execute(task), delayNanos, TimeUnit.NANOSECONDS);
            };
        }

        private static Thread daemon(Runnable task, String name) {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        }
    }
}
