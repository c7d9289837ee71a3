package dev.poemcp.benchmarks.round;

import dev.poemcp.benchmarks.report.Goal;
import dev.poemcp.benchmarks.report.Row;
import dev.poemcp.benchmarks.report.Sample;
import dev.poemcp.benchmarks.report.Unit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The results of rounds.
 *
 * @param byProgram one result per round of each program, in the order of the programs
 */
public record Results<R>(Map<Program<?>, List<R>> byProgram) {

    /** One quantity of the results as a line of the table. */
    public Row row(String what, Unit unit, @Nullable Goal goal, ToDoubleFunction<R> quantity) {
        return Row.measured(what, unit, peer(quantity), ours(quantity), goal);
    }

    /** One quantity of the peer; null if there was none. */
    public @Nullable Sample peer(ToDoubleFunction<R> quantity) {
        return byProgram.entrySet().stream()
                .filter(results -> results.getKey().isPeer())
                .map(results -> sample(results.getValue(), quantity))
                .findFirst()
                .orElse(null);
    }

    /** One quantity of all other programs, by their names. */
    public Map<String, Sample> ours(ToDoubleFunction<R> quantity) {
        Map<String, Sample> samples = new LinkedHashMap<>();
        byProgram.forEach((program, results) -> {
            if (!program.isPeer()) {
                samples.put(program.name(), sample(results, quantity));
            }
        });
        return samples;
    }

    private static <R> Sample sample(List<R> results, ToDoubleFunction<R> quantity) {
        return new Sample(results.stream().map(quantity::applyAsDouble).toList());
    }
}
