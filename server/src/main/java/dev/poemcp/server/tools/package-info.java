/** What the handlers of all toolsets share: dependencies, argument checks, result records, error texts. */
@NullMarked
package dev.poemcp.server.tools;

import org.jspecify.annotations.NullMarked;
