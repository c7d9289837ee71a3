package dev.poemcp.benchmarks.firstword;

import dev.poemcp.benchmarks.process.BenchmarkSetup;
import dev.poemcp.benchmarks.process.Command;
import dev.poemcp.benchmarks.process.Jdk;
import dev.poemcp.benchmarks.process.StdioProcess;
import dev.poemcp.benchmarks.protocol.Messages;
import dev.poemcp.benchmarks.protocol.Revision;
import dev.poemcp.benchmarks.report.Goal;
import dev.poemcp.benchmarks.report.Sample;
import dev.poemcp.benchmarks.report.Section;
import dev.poemcp.benchmarks.report.Unit;
import dev.poemcp.benchmarks.round.Part;
import dev.poemcp.benchmarks.round.Program;
import dev.poemcp.benchmarks.round.Rounds;
import dev.poemcp.emulator.PoeEmulator;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** How long a piece of a growing reply takes through the program. */
public final class PieceBenchmark implements Part {
    private static final String BOT = "Pieces";
    private static final int PIECES = 40;
    /** Long beside what a piece takes, so the last frame that was sent is that of the piece. */
    private static final Duration INTERVAL = Duration.ofMillis(50);

    private static final String NOTES = """
            From the moment at which the emulator sends the frame of a piece to the moment at which a host on stdio has read the
            progress notification with it. One reply of 40 pieces, 50 ms apart, after another one; the median of its pieces.""";

    private final BenchmarkSetup setup;

    public PieceBenchmark(BenchmarkSetup setup) {
        this.setup = setup;
    }

    @Override
    public String title() {
        return "A piece";
    }

    @Override
    public Section measure() throws IOException, InterruptedException {
        try (var poe = PoeEmulator.start()) {
            poe.bot(BOT).answersInPieces(message -> pieces()).every(INTERVAL);
            Map<String, String> account = BenchmarkSetup.account(poe.url().toString(), poe.account());
            var programs = new ArrayList<Program<Command>>();
            for (Jdk jdk : setup.jdks()) {
                programs.add(new Program<>(
                        jdk.name(),
                        Command.server(setup.root(), jdk, setup.newHome()).with(account)));
            }
            var results = Rounds.run(1, setup.longRounds(), programs, command -> latencies(command, poe));
            return new Section(
                    title(),
                    NOTES,
                    List.of(
                            results.row("frame → progress, p50", Unit.MILLISECONDS, Goal.atMost(5), Sample::median),
                            results.row("frame → progress, slowest", Unit.MILLISECONDS, null, Sample::max)));
        }
    }

    private static List<String> pieces() {
        return IntStream.range(0, PIECES).mapToObj(PieceBenchmark::piece).toList();
    }

    /** No piece is part of another one. */
    private static String piece(int number) {
        return "<" + number + ">";
    }

    /** In milliseconds, of each piece. */
    private static Sample latencies(Command command, PoeEmulator poe) throws IOException {
        try (var server = StdioProcess.start(command)) {
            server.send(Messages.INITIALIZE);
            server.readUntil(Messages.answerTo(1));
            server.send(Messages.INITIALIZED);
            ask(server, poe, 2);
            return new Sample(ask(server, poe, 3));
        }
    }

    private static List<Double> ask(StdioProcess server, PoeEmulator poe, int id) throws IOException {
        server.send(Revision.SESSION.callWithProgress(
                Integer.toString(id), "send_message", "{\"bot\":\"" + BOT + "\",\"message\":\"hi\"}"));
        var millis = new ArrayList<Double>();
        for (int i = 0; i < PIECES; i++) {
            server.readUntil(piece(i));
            millis.add((System.nanoTime() - poe.channel().lastFrameNanos()) / 1e6);
        }
        server.readUntil(Messages.answerTo(id));
        return millis;
    }
}
