/**
 * Messages over the account's web session (docs/poe-protocol.md §6.1 to §6.7). Start at {@link
 * dev.poemcp.poe.site.message.MessagesAndChanges}, which connects the realtime channel, the replies and the senders;
 * {@link dev.poemcp.poe.site.message.AtMostOnceSender} ensures that no message is sent twice.
 */
@NullMarked
package dev.poemcp.poe.site.message;

import org.jspecify.annotations.NullMarked;
