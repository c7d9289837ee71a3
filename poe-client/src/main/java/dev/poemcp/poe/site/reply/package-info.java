/**
 * Answers as they grow (docs/poe-protocol.md §5.5 to §5.8). {@link dev.poemcp.poe.site.reply.ReplyTracker} hears the
 * channel and hands each event to whom it concerns; {@link dev.poemcp.poe.site.reply.ReplyStateMachine} says what an
 * event means for one answer, without threads or network; {@link dev.poemcp.poe.site.reply.TrackedReply} waits. Nothing
 * in here sends.
 */
@NullMarked
package dev.poemcp.poe.site.reply;

import org.jspecify.annotations.NullMarked;
