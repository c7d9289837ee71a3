package dev.poemcp.poe.site.message;

import dev.poemcp.poe.ChatRef;
import org.jspecify.annotations.Nullable;

/**
 * The bot of a message, its chat, and the price.
 *
 * @param chat the chat by its id; null for a new one
 * @param price in points; null if Poe does not return the price
 */
record Recipient(
        String bot, ChatRef.@Nullable ById chat, @Nullable Long price) {
    /** 0 for a new chat. */
    long chatId() {
        return chat == null ? 0 : chat.chatId();
    }
}
