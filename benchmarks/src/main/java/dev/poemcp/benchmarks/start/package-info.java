/** How long a host waits for a program that it has just started, and what that costs. */
@NullMarked
package dev.poemcp.benchmarks.start;

import org.jspecify.annotations.NullMarked;
