package dev.poemcp.benchmarks.firstword;

import dev.poemcp.benchmarks.process.BenchmarkSetup;
import dev.poemcp.benchmarks.process.Command;
import dev.poemcp.benchmarks.process.Jdk;
import dev.poemcp.benchmarks.report.Goal;
import dev.poemcp.benchmarks.report.Row;
import dev.poemcp.benchmarks.report.Section;
import dev.poemcp.benchmarks.report.Unit;
import dev.poemcp.benchmarks.round.Part;
import dev.poemcp.benchmarks.round.Program;
import dev.poemcp.benchmarks.round.Rounds;
import dev.poemcp.benchmarks.start.WarmCache;
import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.EmulatorOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** From a host's start of the program to the first word of a bot, with Poe at a distance. */
public final class FirstWordBenchmark implements Part {
    private static final Duration ROUND_TRIP = Duration.ofMillis(100);
    /** A round trip, and a tenth for everything else. */
    private static final double WARM_ROUND_TRIPS = 1.1;

    private static final String NOTES = """
            The first word of a reply from Poe, which the emulator plays behind a proxy that delays every byte by 50 ms each way, and
            a new connection by a round trip. poe-mcp is started by a host that initializes, lists the tools and sends a message at
            once; its first word is the first progress notification. A first start has empty caches, later starts those of earlier
            ones. The peers follow their own sequences of requests (`benchmarks/peers`): `poe-api-wrapper` that of the Python client,
            `poe-api-rust` that of the Rust client. They are Node programs, so the time that Python needs to start is not counted, nor
            is the time that both need to evaluate the page's scripts.""";

    private final BenchmarkSetup setup;

    public FirstWordBenchmark(BenchmarkSetup setup) {
        this.setup = setup;
    }

    @Override
    public String title() {
        return "First word";
    }

    @Override
    public Section measure() throws IOException, InterruptedException {
        try (var proxy = DelayProxy.open(ROUND_TRIP);
                var poe = PoeEmulator.start(EmulatorOptions.defaults().withAnnouncedPort(proxy.port()))) {
            proxy.forwardTo(poe.url().getPort());
            poe.bot(FirstWords.BOT).says(FirstWords.WORD, " beta", " gamma");
            var account = poe.account();
            Map<String, String> settings = BenchmarkSetup.account("http://127.0.0.1:" + proxy.port(), account);
            return new Section(title(), NOTES, rows(settings, account.formkey()));
        }
    }

    private List<Row> rows(Map<String, String> settings, String formkey) throws IOException, InterruptedException {
        var firstStarts = new ArrayList<Program<Start>>();
        var laterStarts = new ArrayList<Program<Start>>();
        Program<Start> python = Program.peer(client("poe-api-wrapper.mjs", settings, formkey));
        firstStarts.add(python);
        laterStarts.add(python);
        for (Jdk jdk : setup.jdks()) {
            firstStarts.add(
                    new Program<>(jdk.name(), () -> FirstWords.ofServer(server(jdk, setup.newHome(), settings))));
            laterStarts.add(new Program<>(jdk.name(), warmed(jdk, settings)));
        }
        var first = Rounds.run(1, setup.longRounds(), firstStarts, Start::measure);
        var later = Rounds.run(1, setup.rounds(), laterStarts, Start::measure);
        var rust = Rounds.run(
                1,
                setup.longRounds(),
                List.of(Program.peer(client("poe-api-rust.mjs", settings, formkey)), laterStarts.get(1)),
                Start::measure);
        return List.of(
                first.row(
                        "first start → first word; peer: poe-api-wrapper",
                        Unit.MILLISECONDS,
                        Goal.atMostPeer(0.7),
                        FirstWords::first),
                later.row(
                        "later start → first word; peer: poe-api-wrapper",
                        Unit.MILLISECONDS,
                        Goal.atMostPeer(0.5),
                        FirstWords::first),
                later.row(
                        "warm: message → first word; peer: poe-api-wrapper",
                        Unit.MILLISECONDS,
                        Goal.atMost(WARM_ROUND_TRIPS * ROUND_TRIP.toMillis()),
                        FirstWords::warm),
                rust.row("later start → first word; peer: poe-api-rust", Unit.MILLISECONDS, null, FirstWords::first),
                rust.row("warm: message → first word; peer: poe-api-rust", Unit.MILLISECONDS, null, FirstWords::warm));
    }

    /** Starts a program and waits for its first words. */
    @FunctionalInterface
    private interface Start {
        FirstWords measure() throws IOException;
    }

    private Start client(String script, Map<String, String> settings, String formkey) {
        Command command = Command.peer(setup.root(), script)
                .with(settings)
                .with(Map.of("POE_FORMKEY", formkey, "BOT", FirstWords.BOT, "WORD", FirstWords.WORD));
        return () -> FirstWords.ofClient(command);
    }

    private Command server(Jdk jdk, Path home, Map<String, String> settings) {
        return Command.server(setup.root(), jdk, home).with(settings);
    }

    private Start warmed(Jdk jdk, Map<String, String> settings) throws IOException, InterruptedException {
        Path home = setup.newHome();
        Command command = server(jdk, home, settings);
        WarmCache.fill(command, Command.cache(home));
        FirstWords.ofServer(command);
        return () -> FirstWords.ofServer(command);
    }
}
