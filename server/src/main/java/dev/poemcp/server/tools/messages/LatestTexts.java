package dev.poemcp.server.tools.messages;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Passes the newest text of each bot from several workers to one reader. Only the newest is kept, so a slow reader
 * blocks no worker and gets larger pieces.
 */
final class LatestTexts {
    private final @Nullable Text[] newest;
    private int running;
    private int next;

    /** @param bots how many workers write; each ends with {@link #end} */
    LatestTexts(int bots) {
        newest = new @Nullable Text[bots];
        running = bots;
    }

    /** The whole text of a bot as it is now. */
    record Text(int bot, String text, boolean whole) {}

    synchronized void put(int bot, String text, boolean whole) {
        newest[bot] = new Text(bot, text, whole);
        notifyAll();
    }

    /** Called by each worker when it has ended. */
    synchronized void end() {
        running--;
        notifyAll();
    }

    /** Waits for a new text, from each bot in turn; empty when all workers have ended and everything was read. */
    synchronized Optional<Text> take() throws InterruptedException {
        while (true) {
            for (int i = 0; i < newest.length; i++) {
                int bot = (next + i) % newest.length;
                Text text = newest[bot];
                if (text != null) {
                    newest[bot] = null;
                    next = bot + 1;
                    return Optional.of(text);
                }
            }
            if (running == 0) {
                return Optional.empty();
            }
            wait();
        }
    }
}
