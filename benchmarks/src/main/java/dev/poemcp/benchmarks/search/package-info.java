/** Search in a million messages, beside SQLite's full-text search on the same messages and queries. */
@NullMarked
package dev.poemcp.benchmarks.search;

import org.jspecify.annotations.NullMarked;
