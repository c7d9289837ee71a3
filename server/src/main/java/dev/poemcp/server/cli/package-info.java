/** The commands, one class each; {@link dev.poemcp.server.cli.Commands} registers them. */
@NullMarked
package dev.poemcp.server.cli;

import org.jspecify.annotations.NullMarked;
