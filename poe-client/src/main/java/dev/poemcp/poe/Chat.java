package dev.poemcp.poe;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A chat of the account.
 *
 * @param title null until Poe has made one
 * @param url where a browser shows it
 * @param bot handle of the bot that answers by default, where the answer named it
 * @param lastInteraction null where the answer did not tell it
 */
public record Chat(
        long chatId,
        String chatCode,
        @Nullable String title,
        URI url,
        @Nullable String bot,
        @Nullable Instant lastInteraction) {
    public ChatRef ref() {
        return new ChatRef.ByCode(chatCode);
    }
}
