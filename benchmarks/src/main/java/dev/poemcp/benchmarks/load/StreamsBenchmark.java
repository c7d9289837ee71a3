package dev.poemcp.benchmarks.load;

import dev.poemcp.benchmarks.process.BenchmarkSetup;
import dev.poemcp.benchmarks.process.Command;
import dev.poemcp.benchmarks.process.HttpProcess;
import dev.poemcp.benchmarks.process.Jdk;
import dev.poemcp.benchmarks.process.ProcessFigures;
import dev.poemcp.benchmarks.protocol.Revision;
import dev.poemcp.benchmarks.report.Goal;
import dev.poemcp.benchmarks.report.Row;
import dev.poemcp.benchmarks.report.Section;
import dev.poemcp.benchmarks.report.Unit;
import dev.poemcp.benchmarks.round.Part;
import dev.poemcp.benchmarks.round.Program;
import dev.poemcp.benchmarks.round.Results;
import dev.poemcp.benchmarks.round.Rounds;
import dev.poemcp.emulator.PoeEmulator;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A thousand replies at once through one server. */
public final class StreamsBenchmark implements Part {
    private static final int STREAMS = 1_000;
    private static final String TOOL = "send_message";
    private static final String BOT = "Pieces";
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final int PIECES = 10;
    /** A pause before each piece and before the end. */
    private static final Duration REPLY = INTERVAL.multipliedBy(PIECES + 1L);

    private static final String NOTES = """
            1,000 messages at once to one server on HTTP, each on a connection of its own with its reply as a stream,
            2026-07-28. The emulator, in the process of the driver, sends each reply in 10 pieces 100 ms apart; the delay
            is what a call took beyond these 1.1 s, and so includes what the emulator and the driver need on the same
            cores. The first burst comes after a single message, the later one after two bursts. Memory is resident: idle,
            after one message, and the peak. The JVM has its default heap limit, a quarter of the machine's memory.""";

    private final BenchmarkSetup setup;

    public StreamsBenchmark(BenchmarkSetup setup) {
        this.setup = setup;
    }

    /**
     * @param idle after one message
     */
    private record Outcome(ProcessFigures idle, Burst first, Burst later) {}

    /**
     * @param delays of the calls, with the reply's own time
     * @param cpuMillis of the server meanwhile
     * @param peakMegabytes of the server until its end
     */
    private record Burst(Throughput delays, double cpuMillis, double peakMegabytes) {}

    @Override
    public String title() {
        return "A thousand streams";
    }

    @Override
    public Section measure() throws IOException, InterruptedException {
        try (var poe = PoeEmulator.start()) {
            poe.bot(BOT)
                    .answersInPieces(message -> Collections.nCopies(PIECES, "piece "))
                    .every(INTERVAL);
            var programs = new ArrayList<Program<Command>>();
            Map<String, String> account = Map.of(
                    "POE_BASE_URL", poe.url().toString(),
                    "POE_P_B", poe.account().pB(),
                    "POE_P_LAT", poe.account().pLat());
            for (Jdk jdk : setup.jdks()) {
                var command = Command.server(setup.root(), jdk, setup.newHome(), "serve", "--http", "--port", "0");
                programs.add(new Program<>(jdk.name(), command.with(account)));
            }
            var results = Rounds.run(0, setup.longRounds(), programs, StreamsBenchmark::load);
            var rows = new ArrayList<Row>();
            rows.addAll(rows(results, "first burst", Outcome::first));
            rows.addAll(rows(results, "later burst", Outcome::later));
            rows.add(results.row(
                    "memory, idle",
                    Unit.MEGABYTES,
                    null,
                    outcome -> outcome.idle().residentMegabytes()));
            rows.add(results.row(
                    "memory, peak",
                    Unit.MEGABYTES,
                    null,
                    outcome -> outcome.later().peakMegabytes()));
            return new Section(title(), NOTES, rows);
        }
    }

    private static List<Row> rows(Results<Outcome> results, String name, Function<Outcome, Burst> burst) {
        return List.of(
                results.row(
                        name + ": p50 of the delay",
                        Unit.MILLISECONDS,
                        null,
                        outcome -> burst.apply(outcome).delays().medianMillis() - REPLY.toMillis()),
                results.row(
                        name + ": p99 of the delay",
                        Unit.MILLISECONDS,
                        Goal.atMost(500),
                        outcome -> burst.apply(outcome).delays().p99Millis() - REPLY.toMillis()),
                results.row(
                        name + ": CPU of the server",
                        Unit.MILLISECONDS,
                        null,
                        outcome -> burst.apply(outcome).cpuMillis()));
    }

    private static Outcome load(Command command) throws IOException {
        try (var server = HttpProcess.start(command)) {
            send(server.address(), 1);
            ProcessFigures idle = server.figures();
            Burst first = burst(server);
            burst(server);
            return new Outcome(idle, first, burst(server));
        }
    }

    private static Burst burst(HttpProcess server) throws IOException {
        double before = server.figures().cpuMillis();
        Throughput delays = send(server.address(), STREAMS);
        ProcessFigures figures = server.figures();
        return new Burst(delays, figures.cpuMillis() - before, figures.peakMegabytes());
    }

    private static Throughput send(URI address, int messages) throws IOException {
        String arguments = "{\"bot\":\"" + BOT + "\",\"message\":\"go\"}";
        var request = HttpRequests.stateless(
                address, TOOL, Revision.STATELESS.callWithProgress(CallTemplate.ID, TOOL, arguments));
        try (var load = HttpLoad.open(address, request, messages)) {
            return load.once("\"state\":\"complete\"");
        }
    }
}
