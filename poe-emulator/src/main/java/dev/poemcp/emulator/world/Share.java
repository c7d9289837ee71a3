package dev.poemcp.emulator.world;

import java.util.List;

/**
 * Shared messages.
 *
 * @param nicknames the internal names of bots on its page, in order
 */
public record Share(String code, Bot bot, List<SharedMessage> messages, long creationMicros, List<String> nicknames) {
    /** One message of a share. */
    public record SharedMessage(Message.Author author, String text, List<Attachment> attachments) {}
}
