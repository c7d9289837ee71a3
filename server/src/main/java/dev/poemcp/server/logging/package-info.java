/** Logging to stderr, with credentials masked. */
@NullMarked
package dev.poemcp.server.logging;

import org.jspecify.annotations.NullMarked;
