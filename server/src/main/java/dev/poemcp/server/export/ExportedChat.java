package dev.poemcp.server.export;

import dev.poemcp.poe.Chat;
import dev.poemcp.poe.Message;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A chat as it goes into an archive.
 *
 * @param messages all, oldest first
 * @param files what became of the attachments, by {@link #fileKey}
 */
record ExportedChat(Chat chat, List<Message> messages, Map<String, SavedFile> files) {
    /** Other addresses could do something when they are opened. */
    private static final Set<String> WEB = Set.of("http", "https");

    ExportedChat {
        messages = List.copyOf(messages);
        files = Map.copyOf(files);
    }

    /**
     * An attachment in the archive.
     *
     * @param path in the archive's folder, with {@code /}; null if it is not saved
     * @param failure why it could not be saved; null if it is saved, or was left out
     */
    record SavedFile(@Nullable String path, @Nullable String failure) {}

    /** Names an attachment within its chat. */
    static String fileKey(Message message, int index) {
        return message.messageId() + "/" + index;
    }

    String title() {
        return chat.title() == null ? "Untitled chat" : chat.title();
    }

    /** Time of the first message; null for an empty chat. */
    @Nullable
    Instant created() {
        return messages.isEmpty() ? null : messages.get(0).creationTime();
    }

    /** Where a reader of the archive finds an attachment: the saved file, or else its address. Null if it has neither. */
    @Nullable
    String location(Message message, int index) {
        SavedFile saved = files.get(fileKey(message, index));
        if (saved != null && saved.path() != null) {
            return saved.path();
        }
        URI url = message.attachments().get(index).url();
        return url == null || !WEB.contains(String.valueOf(url.getScheme())) ? null : url.toString();
    }
}
