/**
 * What may be done, spent, read and seen: {@link dev.poemcp.server.guard.Consent},
 * {@link dev.poemcp.server.guard.Budget}, {@link dev.poemcp.server.guard.FilePolicy},
 * {@link dev.poemcp.server.guard.ToolFilter}. Nothing in here knows a transport.
 */
@NullMarked
package dev.poemcp.server.guard;

import org.jspecify.annotations.NullMarked;
