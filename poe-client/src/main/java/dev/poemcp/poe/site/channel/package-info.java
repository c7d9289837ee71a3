/**
 * The realtime channel of one account (docs/poe-protocol.md §5): its settings, its one socket, its frames. It only
 * carries events; what they mean for an answer is {@code dev.poemcp.poe.site.reply}'s business. Start reading at
 * {@link dev.poemcp.poe.site.channel.RealtimeChannel}.
 */
@NullMarked
package dev.poemcp.poe.site.channel;

import org.jspecify.annotations.NullMarked;
