package dev.poemcp.server.jsonrpc;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One thread per call: a virtual thread on Java 21 and later, a platform thread before. */
public final class CallThreads {
    private CallThreads() {}

    /** Unbounded: callers limit the number of concurrent calls. */
    public static ExecutorService open() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            return Executors.newCachedThreadPool(work -> {
                var thread = new Thread(work, "call");
                thread.setDaemon(true);
                return thread;
            });
        }
    }
}
