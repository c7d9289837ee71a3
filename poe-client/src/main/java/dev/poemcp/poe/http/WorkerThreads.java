package dev.poemcp.poe.http;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for blocking work: virtual ones if the JVM has them (21 and later), otherwise at most {@value #MAX_THREADS}.
 */
public final class WorkerThreads {
    /** Pool size without virtual threads; one more task is refused with {@code RejectedExecutionException}. */
    public static final int MAX_THREADS = 2_048;

    private WorkerThreads() {}

    public static ExecutorService start() {
        try {
            // Compiled for Java 17, which does not have the method.
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException olderJava) {
            return new ThreadPoolExecutor(
                    0, MAX_THREADS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), named("poe-worker"));
        }
    }

    /** Daemon threads, so that they do not keep the process running. */
    public static ThreadFactory named(String name) {
        var count = new AtomicInteger();
        return task -> {
            var thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
