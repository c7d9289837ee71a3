/** Alternating rounds: each program once in each round, so that all of them meet the same machine. */
@NullMarked
package dev.poemcp.benchmarks.round;

import org.jspecify.annotations.NullMarked;
