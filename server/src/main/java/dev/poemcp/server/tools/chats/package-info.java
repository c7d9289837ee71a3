/** Handlers of the toolset chats. */
@NullMarked
package dev.poemcp.server.tools.chats;

import org.jspecify.annotations.NullMarked;
