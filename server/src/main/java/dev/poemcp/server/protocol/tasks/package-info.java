/**
 * Bots' answers as tasks of the protocol: {@link dev.poemcp.server.protocol.tasks.ReplyTasks} remembers which messages a
 * tool has sent, and asks Poe what became of them, by the handlers of {@code get_reply} and {@code cancel_message}.
 */
@NullMarked
package dev.poemcp.server.protocol.tasks;

import org.jspecify.annotations.NullMarked;
