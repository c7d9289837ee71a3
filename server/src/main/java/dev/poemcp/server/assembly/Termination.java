package dev.poemcp.server.assembly;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Ends the running command on SIGTERM or SIGINT and gives it time to finish. */
public final class Termination {
    private final CountDownLatch finished = new CountDownLatch(1);
    private @Nullable Runnable stop;
    private int exitCode = 1;
    private boolean requested;

    /**
     * @param code exit code of the process if it ends this way
     * @param action makes the command return; must not block; run at once if the request came before
     */
    public synchronized void onRequest(int code, Runnable action) {
        exitCode = code;
        stop = action;
        if (requested) {
            action.run();
        }
    }

    public synchronized boolean isRequested() {
        return requested;
    }

    /** Called when the command has returned. */
    public void done() {
        finished.countDown();
    }

    /** Asks the command to end and waits for it; the code to exit with, or empty when it had already ended. */
    public OptionalInt request(Duration atMost) throws InterruptedException {
        if (finished.getCount() == 0) {
            return OptionalInt.empty();
        }
        synchronized (this) {
            requested = true;
            if (stop != null) {
                stop.run();
            }
        }
        // After the time limit the process ends anyway.
        var unused = finished.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        return OptionalInt.of(exitCode);
    }
}
