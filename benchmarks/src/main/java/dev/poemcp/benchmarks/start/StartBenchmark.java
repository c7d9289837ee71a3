package dev.poemcp.benchmarks.start;

import dev.poemcp.benchmarks.process.BenchmarkSetup;
import dev.poemcp.benchmarks.process.Command;
import dev.poemcp.benchmarks.process.Jdk;
import dev.poemcp.benchmarks.process.StdioProcess;
import dev.poemcp.benchmarks.report.Goal;
import dev.poemcp.benchmarks.report.Row;
import dev.poemcp.benchmarks.report.Section;
import dev.poemcp.benchmarks.report.Unit;
import dev.poemcp.benchmarks.round.Part;
import dev.poemcp.benchmarks.round.Program;
import dev.poemcp.benchmarks.round.Rounds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whole processes on stdio, from their creation to the first call's answer. */
public final class StartBenchmark implements Part {
    private static final String NOTES = """
            Whole processes over stdio, started as a host starts them (poe-mcp by its launcher, `./poe-mcp`); the peer is a server
            with 20 tools on the official TypeScript SDK, `benchmarks/peers/server.mjs`. `initialize`, `tools/list` and a call follow each
            other without a pause, revision 2025-11-25. The call is `get_bot_info` without credentials, which is answered without asking Poe.
            Memory and CPU time are those after the first call; CPU time includes the launcher's. A first start ever has an empty cache
            folder; later starts have what earlier ones left there.""";

    private final BenchmarkSetup setup;

    public StartBenchmark(BenchmarkSetup setup) {
        this.setup = setup;
    }

    @Override
    public String title() {
        return "Start";
    }

    @Override
    public Section measure() throws IOException, InterruptedException {
        var rows = new ArrayList<Row>();
        rows.addAll(laterStarts());
        rows.addAll(firstStarts());
        rows.add(bareJvm());
        return new Section(title(), NOTES, rows);
    }

    private List<Row> laterStarts() throws IOException, InterruptedException {
        var programs = new ArrayList<Program<Command>>();
        programs.add(Program.peer(Command.peer(setup.root(), "server.mjs")));
        for (Jdk jdk : setup.jdks()) {
            Path home = setup.newHome();
            Command command = Command.server(setup.root(), jdk, home);
            WarmCache.fill(command, Command.cache(home));
            programs.add(new Program<>(jdk.name(), command));
        }
        var starts = Rounds.run(1, setup.rounds(), programs, StartTimes::measure);
        return List.of(
                starts.row("start → `initialize` answered", Unit.MILLISECONDS, null, StartTimes::initialized),
                starts.row(
                        "start → `tools/list` answered", Unit.MILLISECONDS, Goal.atMostPeer(0.4), StartTimes::listed),
                starts.row("start → first call answered", Unit.MILLISECONDS, Goal.atMostPeer(1), StartTimes::called),
                starts.row(
                        "memory then, RSS",
                        Unit.MEGABYTES,
                        Goal.atMostPeer(0.9),
                        start -> start.figures().residentMegabytes()),
                starts.row(
                        "memory then, PSS",
                        Unit.MEGABYTES,
                        null,
                        start -> start.figures().proportionalMegabytes()),
                starts.row(
                        "CPU until then",
                        Unit.MILLISECONDS,
                        Goal.atMostPeer(0.6),
                        start -> start.figures().cpuMillis()));
    }

    private List<Row> firstStarts() throws IOException, InterruptedException {
        var programs = new ArrayList<Program<FirstStart>>();
        programs.add(Program.peer(() -> Command.peer(setup.root(), "server.mjs")));
        for (Jdk jdk : setup.jdks()) {
            programs.add(new Program<>(jdk.name(), () -> Command.server(setup.root(), jdk, setup.newHome())));
        }
        var starts = Rounds.run(0, setup.longRounds(), programs, first -> killedAfterwards(first.command()));
        return List.of(
                starts.row("first start ever → `tools/list` answered", Unit.MILLISECONDS, null, StartTimes::listed),
                starts.row("first start ever → first call answered", Unit.MILLISECONDS, null, StartTimes::called));
    }

    /** A program that has never been started. */
    @FunctionalInterface
    private interface FirstStart {
        Command command() throws IOException;
    }

    /** Killed, since what a first start leaves running in the background would slow the next one. */
    private static StartTimes killedAfterwards(Command command) throws IOException {
        try (var server = StdioProcess.start(command)) {
            StartTimes times = StartTimes.measure(server);
            server.kill();
            return times;
        }
    }

    private Row bareJvm() throws IOException, InterruptedException {
        String classes = System.getProperty("java.class.path");
        var programs = setup.jdks().stream()
                .map(jdk -> new Program<>(
                        jdk.name(),
                        new Command(
                                List.of(
                                        jdk.java().toString(),
                                        "-XX:+UseSerialGC",
                                        "-XX:TieredStopAtLevel=1",
                                        "-Xshare:auto",
                                        "-cp",
                                        classes,
                                        BareJvm.class.getName()),
                                Map.of())))
                .toList();
        return Rounds.run(1, setup.rounds(), programs, StartBenchmark::untilFirstLine)
                .row("start of a bare JVM → a line printed", Unit.MILLISECONDS, null, millis -> millis);
    }

    private static double untilFirstLine(Command command) throws IOException {
        try (var program = StdioProcess.start(command)) {
            program.readUntil("started");
            return program.millisSinceStart();
        }
    }
}
