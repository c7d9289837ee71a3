package dev.poemcp.poe;

import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A chat of the account, or a conversation with the official API that this process keeps: Poe has no chat for that, so
 * it has neither number nor page.
 *
 * @param chatId null for a conversation
 * @param title null until Poe has created one
 * @param url page in a browser; null for a conversation
 * @param bot handle of the default bot; null if the response lacks it
 * @param lastInteraction null if the response lacks it
 */
public record Chat(
        @Nullable Long chatId,
        String chatCode,
        @Nullable String title,
        @Nullable URI url,
        @Nullable String bot,
        @Nullable Instant lastInteraction) {
    /** Poe's number of a chat of the account. */
    public long number() {
        return Objects.requireNonNull(chatId, "only chats of an account have a number");
    }

    /** Page in a browser of a chat of the account. */
    public URI page() {
        return Objects.requireNonNull(url, "only chats of an account have a page");
    }

    public ChatRef ref() {
        return new ChatRef.ByCode(chatCode);
    }
}
