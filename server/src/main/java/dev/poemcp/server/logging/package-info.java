/** Where the log goes and what never stands in it. */
@NullMarked
package dev.poemcp.server.logging;

import org.jspecify.annotations.NullMarked;
