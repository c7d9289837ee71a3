package dev.poemcp.benchmarks.round;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures programs in alternating rounds. */
public final class Rounds {
    /** Measures one program once. */
    @FunctionalInterface
    public interface Measurement<T, R> {
        R of(T subject) throws IOException, InterruptedException;
    }

    private Rounds() {}

    /**
     * Runs rounds in which each program is measured once. Each round begins with another program.
     *
     * @param discarded number of rounds before those that count
     */
    public static <T, R> Results<R> run(
            int discarded, int rounds, List<Program<T>> programs, Measurement<T, R> measurement)
            throws IOException, InterruptedException {
        Map<Program<?>, List<R>> results = new LinkedHashMap<>();
        programs.forEach(program -> results.put(program, new ArrayList<>()));
        var order = new ArrayList<>(programs);
        for (int round = 0; round < discarded + rounds; round++) {
            for (var program : order) {
                R result = measurement.of(program.subject());
                if (round >= discarded) {
                    results.getOrDefault(program, new ArrayList<>()).add(result);
                }
            }
            Collections.rotate(order, 1);
        }
        return new Results<>(results);
    }
}
