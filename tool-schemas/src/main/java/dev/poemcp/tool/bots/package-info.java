/** Definitions of the toolset bots. */
@NullMarked
package dev.poemcp.tool.bots;

import org.jspecify.annotations.NullMarked;
