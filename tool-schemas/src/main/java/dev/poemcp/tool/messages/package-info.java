/** Definitions of the toolset messages. */
@NullMarked
package dev.poemcp.tool.messages;

import org.jspecify.annotations.NullMarked;
