package dev.poemcp.poe.site.message;

import dev.poemcp.poe.Chat;

/**
 * A message that Poe has taken.
 *
 * @param userMessageId 0 where Poe did not tell it
 * @param replyId 0 where Poe did not tell it
 * @param jobId 0 where Poe did not tell it
 */
record AcceptedMessage(Chat chat, long userMessageId, long replyId, long jobId) {}
