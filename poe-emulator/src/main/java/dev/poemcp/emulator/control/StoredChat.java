package dev.poemcp.emulator.control;

import dev.poemcp.emulator.script.FileContent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chat of the account with all that a client can read of it. Times are microseconds since 1970.
 *
 * @param title null if Poe has made none
 * @param bot handle
 * @param messages oldest first
 */
public record StoredChat(
        long chatId,
        String code,
        @Nullable String title,
        String bot,
        long lastInteractionMicros,
        List<StoredMessage> messages) {
    public StoredChat {
        messages = List.copyOf(messages);
    }

    /**
     * A message.
     *
     * @param author {@code human}, {@code chat_break} or the bot's handle
     * @param state the site's name of it, e.g. {@code complete}
     */
    public record StoredMessage(
            long messageId,
            String code,
            String author,
            String text,
            String state,
            long creationMicros,
            List<StoredFile> files) {
        public StoredMessage {
            files = List.copyOf(files);
        }
    }

    /**
     * An attachment.
     *
     * @param content null if the emulator does not serve it
     */
    public record StoredFile(
            String name, String mimeType, @Nullable FileContent content) {}
}
