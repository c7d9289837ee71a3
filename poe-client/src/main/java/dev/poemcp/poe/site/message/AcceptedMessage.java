package dev.poemcp.poe.site.message;

import dev.poemcp.poe.Chat;

/**
 * A message that Poe has taken.
 *
 * @param humanId 0 where Poe did not tell it
 * @param answerId 0 where Poe did not tell it
 * @param jobId 0 where Poe did not tell it
 */
record AcceptedMessage(Chat chat, long humanId, long answerId, long jobId) {}
