package dev.poemcp.benchmarks.load;

import dev.poemcp.benchmarks.process.BenchmarkSetup;
import dev.poemcp.benchmarks.process.Command;
import dev.poemcp.benchmarks.process.Jdk;
import dev.poemcp.benchmarks.process.StdioProcess;
import dev.poemcp.benchmarks.protocol.Messages;
import dev.poemcp.benchmarks.protocol.Revision;
import dev.poemcp.benchmarks.report.Goal;
import dev.poemcp.benchmarks.report.Row;
import dev.poemcp.benchmarks.report.Section;
import dev.poemcp.benchmarks.round.Part;
import dev.poemcp.benchmarks.round.Program;
import dev.poemcp.benchmarks.round.Rounds;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Calls per second on stdio. */
public final class StdioBenchmark implements Part {
    static final Duration WARM_UP = Duration.ofSeconds(3);
    static final Duration MEASURED = Duration.ofSeconds(4);
    private static final String NOTES = """
            The same call as above, 3 s of warm-up and 4 s measured at each level, with 1, 16 and 256 calls in flight. Each
            program has a new process in each round and for each revision. Without credentials the result is a tool error,
            `not_configured`: arguments are bound and checked, the handler runs, and nothing is asked. The peer's tool checks
            its arguments and returns a text of the same length.""";
    private static final List<Integer> LEVELS = List.of(1, 16, 256);

    private final BenchmarkSetup setup;

    public StdioBenchmark(BenchmarkSetup setup) {
        this.setup = setup;
    }

    @Override
    public String title() {
        return "Calls on stdio";
    }

    @Override
    public Section measure() throws IOException, InterruptedException {
        var programs = new ArrayList<Program<Command>>();
        programs.add(Program.peer(Command.peer(setup.root(), "server.mjs")));
        for (Jdk jdk : setup.jdks()) {
            programs.add(new Program<>(jdk.name(), Command.server(setup.root(), jdk, setup.newHome())));
        }
        var rows = new ArrayList<Row>();
        for (var revision : Revision.values()) {
            var results = Rounds.run(0, setup.longRounds(), programs, command -> levels(command, revision));
            for (int level : LEVELS) {
                rows.addAll(LoadRows.of(
                        results,
                        revision.version() + ", " + level + " in flight",
                        level,
                        Goal.atLeastPeer(level == 1 ? 1.3 : 2.5),
                        level == 1 ? null : Goal.atMostPeer(1)));
            }
        }
        return new Section(title(), NOTES, rows);
    }

    private static Map<Integer, Throughput> levels(Command command, Revision revision) throws IOException {
        var template = new CallTemplate(revision.call(CallTemplate.ID, Messages.TOOL, Messages.ARGUMENTS) + "\n");
        Map<Integer, Throughput> levels = new LinkedHashMap<>();
        try (var server = StdioProcess.start(command)) {
            if (revision == Revision.SESSION) {
                server.send(Messages.INITIALIZE);
                server.readUntil(Messages.answerTo(1));
                server.send(Messages.INITIALIZED);
            }
            var load = new StdioLoad(server, template);
            for (int level : LEVELS) {
                levels.put(level, load.run(level, WARM_UP, MEASURED));
            }
        }
        return levels;
    }
}
