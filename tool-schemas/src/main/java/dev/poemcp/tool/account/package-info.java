/** Definitions of the toolset {@code account}. */
@NullMarked
package dev.poemcp.tool.account;

import org.jspecify.annotations.NullMarked;
