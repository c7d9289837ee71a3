package dev.poemcp.benchmarks.round;

import dev.poemcp.benchmarks.report.Section;
import java.io.IOException;

/** One kind of measurement. */
public interface Part {
    /** Heading of its section. */
    String title();

    /** Whether it needs the packaged program and the peers in Node, which take minutes to make. */
    default boolean startsProgram() {
        return true;
    }

    Section measure() throws IOException, InterruptedException;
}
