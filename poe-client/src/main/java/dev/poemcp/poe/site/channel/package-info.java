/**
 * The realtime channel of one account (docs/poe-protocol.md §5): its settings, its socket, its frames. It only
 * transports events; {@code dev.poemcp.poe.site.reply} interprets them. Start at {@link
 * dev.poemcp.poe.site.channel.RealtimeChannel}.
 */
@NullMarked
package dev.poemcp.poe.site.channel;

import org.jspecify.annotations.NullMarked;
