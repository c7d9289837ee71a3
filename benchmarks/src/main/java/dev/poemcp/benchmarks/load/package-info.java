/** Many calls, one after the other and at once: throughput and latency. The driver allocates nothing per call. */
@NullMarked
package dev.poemcp.benchmarks.load;

import org.jspecify.annotations.NullMarked;
