/**
 * Bots' replies as MCP tasks: {@link dev.poemcp.server.protocol.tasks.ReplyTasks} stores which messages a tool has
 * sent, and reads or cancels their replies with the handlers of {@code get_reply} and {@code cancel_message}.
 */
@NullMarked
package dev.poemcp.server.protocol.tasks;

import org.jspecify.annotations.NullMarked;
