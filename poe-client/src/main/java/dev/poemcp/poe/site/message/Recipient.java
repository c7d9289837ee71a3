package dev.poemcp.poe.site.message;

import dev.poemcp.poe.ChatRef;
import org.jspecify.annotations.Nullable;

/**
 * Who is to answer, where, at what price.
 *
 * @param chat the chat by its number; null for a new one
 * @param points null where Poe does not tell
 */
record Recipient(
        String bot, ChatRef.@Nullable ById chat, @Nullable Long points) {
    /** 0 for a new chat. */
    long chatId() {
        return chat == null ? 0 : chat.chatId();
    }
}
