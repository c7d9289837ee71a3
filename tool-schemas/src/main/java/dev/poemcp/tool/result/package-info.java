/** Records shared by the results of several tools. */
@NullMarked
package dev.poemcp.tool.result;

import org.jspecify.annotations.NullMarked;
