/** Handlers of the toolset account. */
@NullMarked
package dev.poemcp.server.tools.account;

import org.jspecify.annotations.NullMarked;
