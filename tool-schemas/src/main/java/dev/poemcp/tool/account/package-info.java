/** Definitions of the toolset account. */
@NullMarked
package dev.poemcp.tool.account;

import org.jspecify.annotations.NullMarked;
