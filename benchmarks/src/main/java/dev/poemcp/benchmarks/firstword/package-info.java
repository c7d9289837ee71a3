/** How long a person waits for the first word of a reply when Poe is far away. */
@NullMarked
package dev.poemcp.benchmarks.firstword;

import org.jspecify.annotations.NullMarked;
