/** The MCP messages that the driver sends, as text: rendered once, so that the driver costs little while it measures. */
@NullMarked
package dev.poemcp.benchmarks.protocol;

import org.jspecify.annotations.NullMarked;
