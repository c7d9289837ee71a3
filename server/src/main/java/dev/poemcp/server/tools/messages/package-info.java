/** Handlers of the toolset messages. */
@NullMarked
package dev.poemcp.server.tools.messages;

import org.jspecify.annotations.NullMarked;
