/** Measures the packaged program beside other programs and writes docs/performance.md; {@code -Pbench} runs it. */
@NullMarked
package dev.poemcp.benchmarks;

import org.jspecify.annotations.NullMarked;
