/**
 * Conversations by the account's way (docs/poe-protocol.md §6.1 to §6.7). Start at
 * {@link dev.poemcp.poe.site.message.RealtimeAccount}, which puts the realtime channel, the answers and the asking together;
 * {@link dev.poemcp.poe.site.message.AtMostOnceSender} is why no message is ever sent twice.
 */
@NullMarked
package dev.poemcp.poe.site.message;

import org.jspecify.annotations.NullMarked;
