/** The commands, one class each; {@link dev.poemcp.server.cli.Commands} puts them together. */
@NullMarked
package dev.poemcp.server.cli;

import org.jspecify.annotations.NullMarked;
