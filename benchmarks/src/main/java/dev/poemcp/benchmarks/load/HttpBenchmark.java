package dev.poemcp.benchmarks.load;

import dev.poemcp.benchmarks.process.BenchmarkSetup;
import dev.poemcp.benchmarks.process.Command;
import dev.poemcp.benchmarks.process.HttpProcess;
import dev.poemcp.benchmarks.process.Jdk;
import dev.poemcp.benchmarks.protocol.Messages;
import dev.poemcp.benchmarks.protocol.Revision;
import dev.poemcp.benchmarks.report.Goal;
import dev.poemcp.benchmarks.report.Row;
import dev.poemcp.benchmarks.report.Sample;
import dev.poemcp.benchmarks.report.Section;
import dev.poemcp.benchmarks.report.Unit;
import dev.poemcp.benchmarks.round.Part;
import dev.poemcp.benchmarks.round.Program;
import dev.poemcp.benchmarks.round.Results;
import dev.poemcp.benchmarks.round.Rounds;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Calls per second on Streamable HTTP. */
public final class HttpBenchmark implements Part {
    private static final String NOTES = """
            The same call over Streamable HTTP, on 16 and 256 connections that are kept alive, one call at a time on each. In
            2026-07-28 each request stands alone; in 2025-11-25 all connections share one session. The peer is the same server on
            the SDK's handlers for each of the two, on Node's own HTTP server. Each process gets calls for 12 s before the first
            measurement, since a server on HTTP runs for long and a JVM compiles its code for that long; 3 s before the second.""";
    private static final Duration FIRST_WARM_UP = Duration.ofSeconds(12);
    private static final List<Integer> LEVELS = List.of(16, 256);
    /** Two measurements of the same differ by about as much. */
    private static final double NO_SLOWER = 0.95;

    private final BenchmarkSetup setup;

    public HttpBenchmark(BenchmarkSetup setup) {
        this.setup = setup;
    }

    @Override
    public String title() {
        return "Calls on HTTP";
    }

    @Override
    public Section measure() throws IOException, InterruptedException {
        var stateless = results(Revision.STATELESS);
        var session = results(Revision.SESSION);
        var rows = new ArrayList<Row>();
        for (int level : LEVELS) {
            rows.addAll(LoadRows.of(
                    stateless, "HTTP, 2026-07-28, " + level + " connections", level, Goal.atLeastPeer(5), null));
        }
        for (int level : LEVELS) {
            rows.addAll(LoadRows.of(
                    session, "HTTP, 2025-11-25, " + level + " connections", level, Goal.atLeastPeer(1), null));
            rows.add(Row.measured(
                    "calls, 2025-11-25 to 2026-07-28, " + level + " connections",
                    Unit.TIMES,
                    null,
                    ratios(calls(session, level), calls(stateless, level)),
                    Goal.atLeast(NO_SLOWER)));
        }
        return new Section(title(), NOTES, rows);
    }

    private Results<Map<Integer, Throughput>> results(Revision revision) throws IOException, InterruptedException {
        var programs = new ArrayList<Program<Command>>();
        programs.add(Program.peer(
                Command.peer(setup.root(), "server.mjs", revision == Revision.SESSION ? "session" : "http")));
        for (Jdk jdk : setup.jdks()) {
            programs.add(new Program<>(
                    jdk.name(), Command.server(setup.root(), jdk, setup.newHome(), "serve", "--http", "--port", "0")));
        }
        return Rounds.run(0, setup.longRounds(), programs, command -> levels(command, revision));
    }

    private static Map<Integer, Throughput> levels(Command command, Revision revision)
            throws IOException, InterruptedException {
        Map<Integer, Throughput> levels = new LinkedHashMap<>();
        try (var server = HttpProcess.start(command)) {
            String call = revision.call(CallTemplate.ID, Messages.TOOL, Messages.ARGUMENTS);
            var template = revision == Revision.SESSION
                    ? HttpRequests.inNewSession(server.address(), call)
                    : HttpRequests.stateless(server.address(), Messages.TOOL, call);
            for (int level : LEVELS) {
                try (var load = HttpLoad.open(server.address(), template, level)) {
                    levels.put(
                            level,
                            load.run(
                                    levels.isEmpty() ? FIRST_WARM_UP : StdioBenchmark.WARM_UP,
                                    StdioBenchmark.MEASURED));
                }
            }
        }
        return levels;
    }

    private static Map<String, Sample> calls(Results<Map<Integer, Throughput>> results, int level) {
        return results.ours(levels -> LoadRows.at(levels, level).callsPerSecond());
    }

    private static Map<String, Sample> ratios(Map<String, Sample> some, Map<String, Sample> others) {
        Map<String, Sample> ratios = new LinkedHashMap<>();
        some.forEach((name, sample) -> {
            Sample other = others.get(name);
            if (other != null) {
                ratios.put(name, Sample.of(sample.ratioTo(other)));
            }
        });
        return ratios;
    }
}
