/**
 * Replies while they are generated (docs/poe-protocol.md §5.5 to §5.8). {@link dev.poemcp.poe.site.reply.ReplyTracker}
 * listens to the channel and routes each event to its replies; {@link dev.poemcp.poe.site.reply.ReplyStateMachine}
 * applies events to one reply, without threads or network; {@link dev.poemcp.poe.site.reply.TrackedReply} waits.
 * Nothing in this package sends messages.
 */
@NullMarked
package dev.poemcp.poe.site.reply;

import org.jspecify.annotations.NullMarked;
