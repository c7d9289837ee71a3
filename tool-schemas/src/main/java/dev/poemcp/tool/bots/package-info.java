/** Definitions of the toolset {@code bots}. */
@NullMarked
package dev.poemcp.tool.bots;

import org.jspecify.annotations.NullMarked;
