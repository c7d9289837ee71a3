package dev.poemcp.poe.site.message;

import dev.poemcp.poe.Chat;

/**
 * A message that Poe has accepted.
 *
 * @param userMessageId 0 if not known
 * @param replyId 0 if not known
 * @param jobId 0 if not known
 */
record AcceptedMessage(Chat chat, long userMessageId, long replyId, long jobId) {}
