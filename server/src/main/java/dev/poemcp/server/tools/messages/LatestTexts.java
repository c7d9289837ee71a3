package dev.poemcp.server.tools.messages;

import java.util.Arrays;
import java.util.Optional;

/**
 * Passes the newest text of each bot from several workers to one reader. Only the newest is kept, so a slow reader
 * blocks no worker and gets larger pieces.
 */
final class LatestTexts {
    private final String[] newest;
    private final boolean[] unread;
    private final boolean[] ended;
    private int running;
    private int next;

    /** @param bots how many workers write; each ends with {@link #end} */
    LatestTexts(int bots) {
        newest = new String[bots];
        Arrays.fill(newest, "");
        unread = new boolean[bots];
        ended = new boolean[bots];
        running = bots;
    }

    /**
     * The whole text of a bot as it is now.
     *
     * @param last whether it is the bot's last one
     */
    record Text(int bot, String text, boolean last) {}

    synchronized void put(int bot, String text) {
        newest[bot] = text;
        unread[bot] = true;
        notifyAll();
    }

    /** Called once for each bot, when its worker has ended. */
    synchronized void end(int bot) {
        ended[bot] = true;
        unread[bot] = true;
        running--;
        notifyAll();
    }

    /** Waits for a new text, from each bot in turn; empty when all workers have ended and everything was read. */
    synchronized Optional<Text> take() throws InterruptedException {
        while (true) {
            for (int i = 0; i < newest.length; i++) {
                int bot = (next + i) % newest.length;
                if (unread[bot]) {
                    unread[bot] = false;
                    next = bot + 1;
                    return Optional.of(new Text(bot, newest[bot], ended[bot]));
                }
            }
            if (running == 0) {
                return Optional.empty();
            }
            wait();
        }
    }
}
