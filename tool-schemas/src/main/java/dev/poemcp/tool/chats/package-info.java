/** Definitions of the toolset {@code chats}. */
@NullMarked
package dev.poemcp.tool.chats;

import org.jspecify.annotations.NullMarked;
