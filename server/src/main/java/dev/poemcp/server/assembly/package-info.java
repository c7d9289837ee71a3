/** Puts the program together with plain constructors: settings in, running servers out. */
@NullMarked
package dev.poemcp.server.assembly;

import org.jspecify.annotations.NullMarked;
