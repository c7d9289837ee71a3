/** Records that the results of several tools share. */
@NullMarked
package dev.poemcp.tool.result;

import org.jspecify.annotations.NullMarked;
