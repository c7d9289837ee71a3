package dev.poemcp.server.tools.messages;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where several workers leave the newest text of their bot, and one reader takes it up. Only the newest of each bot is
 * kept, so a slow reader holds up nobody and gets larger pieces.
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

    synchronized void tell(int bot, String text, boolean whole) {
        newest[bot] = new Text(bot, text, whole);
        notifyAll();
    }

    /** A worker will tell no more. */
    synchronized void end() {
        running--;
        notifyAll();
    }

    /** Waits for news, from each bot in turn; empty when all workers have ended and all was read. */
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
