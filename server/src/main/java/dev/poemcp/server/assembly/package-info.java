/** Wires the program with plain constructors, from settings to running servers. */
@NullMarked
package dev.poemcp.server.assembly;

import org.jspecify.annotations.NullMarked;
