/** Definitions of the toolset {@code messages}. */
@NullMarked
package dev.poemcp.tool.messages;

import org.jspecify.annotations.NullMarked;
