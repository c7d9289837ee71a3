package dev.poemcp.poe;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A chat of the account.
 *
 * @param title null until Poe has created one
 * @param url page in a browser
 * @param bot handle of the default bot; null if the response lacks it
 * @param lastInteraction null if the response lacks it
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
