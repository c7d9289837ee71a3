package dev.poemcp.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.poemcp.server.tools.ResultMapper;
import dev.poemcp.tool.result.ReplyResult;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the point balance and what was spent lately: {@code poe-mcp points}. */
@Command(name = "points", description = "Print the point balance, and what was spent today and in the last 7 days.")
final class PointsCommand implements Callable<Integer> {
    @Option(names = "--json", description = "print a JSON object")
    private boolean json;

    private final CommonOptions common;
    private final Terminal terminal;
    private final Clock clock;

    /** @param clock with the user's time zone, which decides when a day begins */
    PointsCommand(CommonOptions common, Terminal terminal, Clock clock) {
        this.common = common;
        this.terminal = terminal;
        this.clock = clock;
    }

    record Result(long balance, ReplyResult.Via source, SpendingReport spent) {}

    @Override
    public Integer call() throws JsonProcessingException {
        try (var program = common.start(terminal, List.of())) {
            if (program.inSandbox()) {
                terminal.err().println("SANDBOX: the points are those of an embedded emulator of Poe.");
            }
            var points = program.services().poe().points();
            var balance = points.balance();
            if (!json) {
                // Before the history, which some builds of the site do not have.
                terminal.out()
                        .println("balance: " + balance.points() + " points" + from(ResultMapper.of(balance.source())));
            }
            var spent = SpendingReport.read(points, clock);
            if (json) {
                terminal.out()
                        .println(JsonOutput.of(new Result(balance.points(), ResultMapper.of(balance.source()), spent)));
            } else {
                terminal.out().println();
                terminal.out().println("Points spent" + from(spent.source()) + ":");
                terminal.out().print(spent.table());
            }
            printGaps(spent);
            return 0;
        }
    }

    private static String from(ReplyResult.Via source) {
        return switch (source) {
            case ACCOUNT -> " (from the account)";
            case API -> " (from the API)";
        };
    }

    private void printGaps(SpendingReport spent) {
        if (!spent.complete()) {
            terminal.err().println("poe-mcp: The history is too long; only its newest part was counted.");
        }
        if (spent.notCounted() > 0) {
            terminal.err().println("poe-mcp: Not counted: " + spent.notCounted() + " entries without time or points.");
        }
    }
}
