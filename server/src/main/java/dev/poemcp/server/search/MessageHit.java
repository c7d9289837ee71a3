package dev.poemcp.server.search;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that was found.
 *
 * @param chatId null for a chat that has no number
 * @param title of the chat; null if it has none
 * @param author {@code user}, or the bot's handle
 */
public record MessageHit(
        String chatCode,
        @Nullable Long chatId,
        @Nullable String title,
        long messageId,
        String author,
        Instant creationTime,
        Snippet snippet) {}
