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

    private static final int WARM_UP_BURSTS = 5;

    private static final String NOTES = """
            1,000 messages at once to one server on HTTP, each on a connection of its own with its reply as a stream,
            2026-07-28. The emulator, in the process of the driver, sends each reply in 10 pieces 100 ms apart; the delay
            is what a call took beyond these 1.1 s. The emulator's own time is that of the same replies by its official API,
            without a server between, asked by the same driver just before. The first burst comes after a single message, the
            sixth after five bursts. Memory is resident: idle, after one message, and the peak. The JVM has its default heap
            limit, a quarter of the machine's memory.""";

    private final BenchmarkSetup setup;

    public StreamsBenchmark(BenchmarkSetup setup) {
        this.setup = setup;
    }

    /**
     * @param own the emulator's own delays
     * @param idle after one message
     */
    private record Outcome(Throughput own, ProcessFigures idle, Burst first, Burst later) {
        double overOwnMillis() {
            return later.delays().p99Millis() - own.p99Millis();
        }
    }

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
            Map<String, String> account = BenchmarkSetup.account(poe.url().toString(), poe.account());
            for (Jdk jdk : setup.jdks()) {
                var command = Command.server(setup.root(), jdk, setup.newHome(), "serve", "--http", "--port", "0");
                programs.add(new Program<>(jdk.name(), command.with(account)));
            }
            poe.api().requestsPerMinute(Integer.MAX_VALUE);
            var results = Rounds.run(0, setup.longRounds(), programs, command -> load(command, poe));
            var rows = new ArrayList<Row>();
            rows.add(results.row(
                    "the emulator's own time: p99 of the delay",
                    Unit.MILLISECONDS,
                    null,
                    outcome -> delay(outcome.own().p99Millis())));
            rows.addAll(rows(results, "first burst", Outcome::first));
            rows.addAll(rows(results, "sixth burst", Outcome::later));
            rows.add(results.row(
                    "sixth burst: p99 over the emulator's own time",
                    Unit.MILLISECONDS,
                    Goal.atMost(500),
                    Outcome::overOwnMillis));
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
                        outcome -> delay(burst.apply(outcome).delays().medianMillis())),
                results.row(
                        name + ": p99 of the delay",
                        Unit.MILLISECONDS,
                        null,
                        outcome -> delay(burst.apply(outcome).delays().p99Millis())),
                results.row(
                        name + ": CPU of the server",
                        Unit.MILLISECONDS,
                        null,
                        outcome -> burst.apply(outcome).cpuMillis()));
    }

    private static double delay(double millis) {
        return millis - REPLY.toMillis();
    }

    private static Outcome load(Command command, PoeEmulator poe) throws IOException {
        Throughput own = askEmulator(poe);
        try (var server = HttpProcess.start(command)) {
            send(server.address(), 1);
            ProcessFigures idle = server.figures();
            Burst first = burst(server);
            for (int i = 1; i < WARM_UP_BURSTS; i++) {
                burst(server);
            }
            return new Outcome(own, idle, first, burst(server));
        }
    }

    private static Throughput askEmulator(PoeEmulator poe) throws IOException {
        URI address = poe.apiUrl().resolve("/bot/" + BOT);
        try (var load = HttpLoad.open(address, HttpRequests.botQuery(address, poe.apiKey()), STREAMS)) {
            return load.once("event: done");
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
