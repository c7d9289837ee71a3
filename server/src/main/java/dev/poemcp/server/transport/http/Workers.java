package dev.poemcp.server.transport.http;

import dev.poemcp.server.transport.CallThreads;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;

/** The threads that calls are worked on with; there is no queue in front of them. */
final class Workers implements AutoCloseable {
    private final ExecutorService threads = CallThreads.open();
    private final Semaphore free;

    Workers(int most) {
        this.free = new Semaphore(most);
    }

    /** Whether there was a thread for it. */
    boolean start(Runnable work) {
        if (!free.tryAcquire()) {
            return false;
        }
        threads.execute(() -> {
            try {
                work.run();
            } finally {
                free.release();
            }
        });
        return true;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
