package dev.poemcp.server.jsonrpc;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads for calls: a virtual thread per call on Java 21 and later, reused platform threads before. */
public final class CallThreads {
    private CallThreads() {}

    /** Unbounded: callers limit the number of concurrent calls. No call waits for another to end. */
    public static ExecutorService open() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            return new PlatformThreadPool("call");
        }
    }
}
