package dev.poemcp.emulator.world;

import java.util.List;

/**
 * Messages that were published.
 *
 * @param nicknames the internal names of bots that stand on its page, in order
 */
public record Share(String code, Bot bot, List<Line> lines, long creationMicros, List<String> nicknames) {
    /** One message of it. */
    public record Line(Message.Author author, String text) {}
}
