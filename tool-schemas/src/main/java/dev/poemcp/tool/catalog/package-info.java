/** The list of all tools. */
@NullMarked
package dev.poemcp.tool.catalog;

import org.jspecify.annotations.NullMarked;
