package dev.poemcp.server.jsonrpc;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads for calls: a virtual thread per call on Java 21 and later, reused platform threads before. */
public final class CallThreads {
    /** With virtual threads, only memory is the limit. */
    private static final int MAX_VIRTUAL = 10_240;

    private static final int MAX_PLATFORM = 2_048;
    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

    private CallThreads() {}

    /** How many calls may be in progress in a process. */
    public static int maxCalls() {
        return Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS ? MAX_VIRTUAL : MAX_PLATFORM;
    }

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
