package dev.poemcp.poe.site.reply;

import dev.poemcp.poe.Chat;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an answer before it begins.
 *
 * @param bot handle of the bot that was asked
 * @param userMessageId the human message; null where it is not known
 */
public record ReplyHead(
        Chat chat, @Nullable String bot, @Nullable Long userMessageId) {}
