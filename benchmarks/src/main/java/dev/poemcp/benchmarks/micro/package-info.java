/** Single steps of a call, measured with JMH: time and allocation for each operation. */
@NullMarked
package dev.poemcp.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
