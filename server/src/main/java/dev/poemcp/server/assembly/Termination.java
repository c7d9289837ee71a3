package dev.poemcp.server.assembly;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends what runs when the process is told to end (SIGTERM, SIGINT), and gives it time to end well. */
public final class Termination {
    private final CountDownLatch over = new CountDownLatch(1);
    private Runnable stop = () -> {};
    private int exitCode = 1;

    /**
     * @param code what the process shall exit with when it was ended this way
     * @param action makes the command return; must not block
     */
    public synchronized void onRequest(int code, Runnable action) {
        exitCode = code;
        stop = action;
    }

    /** The command has returned by itself or as asked. */
    public void done() {
        over.countDown();
    }

    /** Asks the command to end and waits for it; the code to exit with, or empty when it had already ended. */
    public OptionalInt request(Duration atMost) throws InterruptedException {
        if (over.getCount() == 0) {
            return OptionalInt.empty();
        }
        synchronized (this) {
            stop.run();
        }
        // When the time is over the process ends all the same.
        var unused = over.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        return OptionalInt.of(exitCode);
    }
}
