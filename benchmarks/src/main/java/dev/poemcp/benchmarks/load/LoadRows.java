package dev.poemcp.benchmarks.load;

import dev.poemcp.benchmarks.report.Goal;
import dev.poemcp.benchmarks.report.Row;
import dev.poemcp.benchmarks.report.Unit;
import dev.poemcp.benchmarks.round.Results;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lines of the table for one level of load. */
final class LoadRows {
    private LoadRows() {}

    /**
     * Throughput and latencies.
     *
     * @param results by level
     * @param p99 goal for the slowest calls; null if there is none
     */
    static List<Row> of(
            Results<Map<Integer, Throughput>> results, String what, int level, Goal calls, @Nullable Goal p99) {
        return List.of(
                results.row(
                        "calls, " + what,
                        Unit.CALLS_PER_SECOND,
                        calls,
                        levels -> at(levels, level).callsPerSecond()),
                results.row(
                        "p50, " + what,
                        Unit.MILLISECONDS,
                        null,
                        levels -> at(levels, level).medianMillis()),
                results.row(
                        "p99, " + what,
                        Unit.MILLISECONDS,
                        p99,
                        levels -> at(levels, level).p99Millis()));
    }

    static Throughput at(Map<Integer, Throughput> levels, int level) {
        Throughput result = levels.get(level);
        if (result == null) {
            throw new IllegalArgumentException("Not measured: " + level);
        }
        return result;
    }
}
