package dev.poemcp.benchmarks.round;

import dev.poemcp.benchmarks.report.Section;
import java.io.IOException;

/** One kind of measurement. */
public interface Part {
    /** Heading of its section. */
    String title();

    Section measure() throws IOException, InterruptedException;
}
