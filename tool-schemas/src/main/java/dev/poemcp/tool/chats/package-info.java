/** Definitions of the toolset chats. */
@NullMarked
package dev.poemcp.tool.chats;

import org.jspecify.annotations.NullMarked;
