package dev.poemcp.benchmarks.micro;

import dev.poemcp.benchmarks.process.BenchmarkSetup;
import dev.poemcp.benchmarks.process.Jdk;
import dev.poemcp.benchmarks.report.Row;
import dev.poemcp.benchmarks.report.Sample;
import dev.poemcp.benchmarks.report.Section;
import dev.poemcp.benchmarks.report.Unit;
import dev.poemcp.benchmarks.round.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the JMH benchmarks of this module on each JDK. */
public final class MicroBenchmark implements Part {
    private static final String NOTES = """
            Single steps, with JMH 1.37 in one fork: 3 s of warm-up, then iterations of a second each, one per round. Allocation is
            what the garbage collector's profiler counts for one operation.""";
    private static final String ALL = "dev\\.poemcp\\..*Operations\\..*";
    private static final String ALLOCATION = "gc.alloc.rate.norm";
    private static final int WARM_UPS = 3;

    private final BenchmarkSetup setup;

    public MicroBenchmark(BenchmarkSetup setup) {
        this.setup = setup;
    }

    @Override
    public String title() {
        return "Single steps";
    }

    @Override
    public Section measure() throws IOException {
        Map<String, Map<String, Sample>> times = new LinkedHashMap<>();
        Map<String, Map<String, Sample>> allocations = new LinkedHashMap<>();
        for (Jdk jdk : setup.jdks()) {
            for (RunResult result : run(jdk)) {
                String label = result.getPrimaryResult().getLabel();
                times.computeIfAbsent(label, name -> new LinkedHashMap<>())
                        .put(
                                jdk.name(),
                                sample(
                                        result,
                                        iteration ->
                                                iteration.getPrimaryResult().getScore()));
                allocations
                        .computeIfAbsent(label, name -> new LinkedHashMap<>())
                        .put(jdk.name(), sample(result, MicroBenchmark::allocation));
            }
        }
        var rows = new ArrayList<Row>();
        times.forEach((label, samples) -> {
            rows.add(Row.measured(label, Unit.NANOSECONDS, null, samples, null));
            rows.add(Row.measured(
                    label + ", allocated", Unit.BYTES, null, allocations.getOrDefault(label, Map.of()), null));
        });
        return new Section(title(), NOTES, rows);
    }

    private Iterable<RunResult> run(Jdk jdk) throws IOException {
        var options = new OptionsBuilder()
                .include(ALL)
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(1)
                .warmupIterations(WARM_UPS)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(setup.rounds())
                .measurementTime(TimeValue.seconds(1))
                .addProfiler(GCProfiler.class)
                .jvm(jdk.java().toString())
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        try {
            return new Runner(options).run();
        } catch (RunnerException e) {
            throw new IOException(e);
        }
    }

    /** The profiler's name has a prefix that depends on the version of JMH. */
    private static double allocation(IterationResult iteration) {
        Map<String, ?> results = iteration.getSecondaryResults();
        for (String name : results.keySet()) {
            if (name.endsWith(ALLOCATION) && results.get(name) instanceof Result<?> result) {
                return result.getScore();
            }
        }
        throw new IllegalStateException("JMH measured no allocation");
    }

    private static Sample sample(RunResult result, ToDoubleFunction<IterationResult> quantity) {
        return new Sample(result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .map(quantity::applyAsDouble)
                .toList());
    }
}
