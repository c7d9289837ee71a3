/** Results of measurements as statistics, a Markdown page and a chart. Does not know how anything is measured. */
@NullMarked
package dev.poemcp.benchmarks.report;

import org.jspecify.annotations.NullMarked;
