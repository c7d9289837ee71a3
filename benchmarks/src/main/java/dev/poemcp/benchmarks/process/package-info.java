/** The measured programs as processes: how they are started, talked to and ended, and what the system says of them. */
@NullMarked
package dev.poemcp.benchmarks.process;

import org.jspecify.annotations.NullMarked;
