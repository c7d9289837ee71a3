package dev.poemcp.emulator.control;

import java.util.Random;

/**
 * Many chats for {@link dev.poemcp.emulator.AccountHistory#add}; equal ones give the same titles, texts and files. A third
 * of the chats have one message, and every fortieth has several hundred if there are enough of them.
 *
 * @param seed of everything that is random
 * @param chats number of chats
 * @param messages number of messages in all chats together, one for each chat at least
 * @param attachments number of attachments in all messages together; a tenth have the bytes of an earlier one
 * @param textLength mean length of a message in UTF-16 units
 */
public record SeededHistory(long seed, int chats, int messages, int attachments, int textLength) {
    private static final int LONG_CHATS = 40;
    private static final int SHORT_CHATS = 3;

    public SeededHistory {
        if (chats < 1 || messages < chats || attachments < 0 || textLength < 1) {
            throw new IllegalArgumentException("a history has a chat, and a message in each");
        }
    }

    /** Number of messages of each chat. */
    public int[] lengths() {
        var random = new Random(seed);
        var lengths = new int[chats];
        var left = messages - chats;
        for (var i = 0; i < chats; i++) {
            var more = i % LONG_CHATS == 0 ? Math.min(left, 250 + random.nextInt(450)) : 0;
            lengths[i] = 1 + more;
            left -= more;
        }
        while (left > 0) {
            var i = random.nextInt(chats);
            if (i % LONG_CHATS == 0 || i % SHORT_CHATS != 0) {
                lengths[i]++;
                left--;
            }
        }
        return lengths;
    }
}
