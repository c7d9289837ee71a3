package dev.poemcp.emulator.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Holds the site's responses back until a test releases them, one round of them at a time. So a test sees what a client
 * requests before it knows any response, whatever the speed of the machine. Applies to the handshake of the realtime
 * socket, too, and not to its frames.
 */
public final class HeldResponses {
    private final List<Runnable> held = new ArrayList<>();
    private boolean holding;

    HeldResponses() {}

    /** From now on every response is held. */
    public synchronized void hold() {
        holding = true;
    }

    /**
     * Waits until this many responses are held.
     *
     * @throws IllegalStateException if there are fewer after {@code limit}
     */
    public synchronized void await(int count, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (held.size() < count) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new IllegalStateException(held.size() + " instead of " + count + " responses are held");
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /** Sends the responses that are held now; later ones are held again. */
    public void releaseRound() {
        take().forEach(Runnable::run);
    }

    /** Sends the responses that are held now, and holds no more. */
    public void releaseAll() {
        synchronized (this) {
            holding = false;
        }
        releaseRound();
    }

    /**
     * Used by the site when a response is ready.
     *
     * @param response sends it
     */
    public void respond(Runnable response) {
        synchronized (this) {
            if (holding) {
                held.add(response);
                notifyAll();
                return;
            }
        }
        response.run();
    }

    private synchronized List<Runnable> take() {
        List<Runnable> round = List.copyOf(held);
        held.clear();
        return round;
    }
}
