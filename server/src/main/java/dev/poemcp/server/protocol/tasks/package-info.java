/**
 * Bots' replies as MCP tasks. {@link dev.poemcp.server.protocol.tasks.ReplyTasks} turns a result in progress into state that
 * the client carries, and reads or cancels the reply from that state. Signed and served by {@code .stateless}.
 */
@NullMarked
package dev.poemcp.server.protocol.tasks;

import org.jspecify.annotations.NullMarked;
