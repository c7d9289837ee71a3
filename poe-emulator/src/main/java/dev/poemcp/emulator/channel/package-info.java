/** The realtime channel (docs/poe-protocol.md §5): events to subscribers, frames, replay, sockets and long polls. */
@NullMarked
package dev.poemcp.emulator.channel;

import org.jspecify.annotations.NullMarked;
