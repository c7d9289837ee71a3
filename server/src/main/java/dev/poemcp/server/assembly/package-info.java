/**
 * Wires the program with plain constructors, from settings to running servers. {@link
 * dev.poemcp.server.assembly.Program} holds what all commands share; {@code StdioServing} and {@code HttpServing} run a
 * server.
 */
@NullMarked
package dev.poemcp.server.assembly;

import org.jspecify.annotations.NullMarked;
