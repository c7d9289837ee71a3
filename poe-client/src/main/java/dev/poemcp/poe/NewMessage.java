package dev.poemcp.poe;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message to send.
 *
 * @param bot handle; null means the chat's own bot, or in a new chat the account's default bot
 * @param chat null starts a new chat
 */
public record NewMessage(
        String text, @Nullable String bot, @Nullable ChatRef chat, List<Upload> files) {
    public NewMessage {
        files = List.copyOf(files);
    }
}
