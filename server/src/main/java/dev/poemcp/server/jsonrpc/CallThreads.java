package dev.poemcp.server.jsonrpc;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A thread for each call: a virtual one where the JVM has them (21 and later), else one of the operating system's. */
public final class CallThreads {
    private CallThreads() {}

    /** How many calls run at once is bounded by who hands them in. */
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
