package dev.poemcp.poe;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message of a chat.
 *
 * @param messageCode null where the site's query does not select it
 * @param author {@code user}, {@code chat_break} (the context was cleared here), {@code command}, or the bot's handle
 * @param state Poe's own name of the state, e.g. {@code complete}, {@code incomplete}, {@code error_llm}
 */
public record Message(
        long messageId,
        @Nullable String messageCode,
        String author,
        String text,
        String state,
        Instant creationTime,
        List<Attachment> attachments) {
    public Message {
        attachments = List.copyOf(attachments);
    }
}
