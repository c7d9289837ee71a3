/** Handlers of the toolset bots. */
@NullMarked
package dev.poemcp.server.tools.bots;

import org.jspecify.annotations.NullMarked;
