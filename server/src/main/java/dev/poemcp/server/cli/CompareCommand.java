package dev.poemcp.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.poemcp.server.assembly.Program;
import dev.poemcp.server.assembly.Termination;
import dev.poemcp.tool.messages.CompareBots;
import dev.poemcp.tool.result.ComparedReply;
import dev.poemcp.tool.result.ReplyResult.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks several bots and prints their replies: {@code poe-mcp compare -b Claude -b GPT "…"}. */
@Command(name = "compare", description = "Ask several bots the same question; spends points for each.")
final class CompareCommand implements Callable<Integer> {
    /** The tool's maximum; a user can press Ctrl-C. */
    private static final int WAIT_SECONDS = 3600;

    private static final int MIN_BOTS = 2;
    private static final int MAX_BOTS = 8;

    @Parameters(index = "0", paramLabel = "QUESTION", description = "what to say")
    private String question = "";

    @Option(
            names = {"-b", "--bot"},
            required = true,
            paramLabel = "BOT",
            description = "handle of a bot; 2 to 8 times")
    private List<String> bots = new ArrayList<>();

    @Option(
            names = "--judge",
            paramLabel = "BOT",
            description = "handle of a bot that then reads all answers and says which is best and why, or merges them")
    private @Nullable String judge;

    @Option(names = "--json", description = "print the result as a JSON object when it is complete")
    private boolean json;

    private final CommonOptions common;
    private final Terminal terminal;
    private final Termination termination;

    CompareCommand(CommonOptions common, Terminal terminal, Termination termination) {
        this.common = common;
        this.terminal = terminal;
        this.termination = termination;
    }

    @Override
    public Integer call() throws JsonProcessingException {
        if (question.isBlank()) {
            terminal.err().println("poe-mcp: The question is empty.");
            return 2;
        }
        if (bots.size() < MIN_BOTS || bots.size() > MAX_BOTS) {
            terminal.err().println("poe-mcp: Name " + MIN_BOTS + " to " + MAX_BOTS + " bots, each with -b.");
            return 2;
        }
        // Ctrl-C also cancels the replies at Poe.
        termination.onRequest(130, Thread.currentThread()::interrupt);
        try (var program = common.start(terminal, List.of())) {
            return compare(program);
        }
    }

    private int compare(Program program) throws JsonProcessingException {
        try {
            if (program.inSandbox()) {
                terminal.err().println("SANDBOX: the answers come from an embedded emulator of Poe.");
            }
            var call = json ? new TerminalCall(terminal, false) : new ComparisonCall(terminal, bots.size());
            var result = program.services()
                    .handler(CompareBots.DEFINITION)
                    .call(new CompareBots.Args(question, bots, judge, null, WAIT_SECONDS, null), call);
            if (json) {
                terminal.out().println(JsonOutput.of(result));
            }
            printFacts(result, program);
            return all(result).allMatch(reply -> reply.state() == State.COMPLETE) ? 0 : 1;
        } finally {
            // After Ctrl-C: an interrupted thread would close the client before the cancellation has reached Poe.
            var unused = Thread.interrupted();
        }
    }

    private static Stream<ComparedReply> all(CompareBots.Result result) {
        return Stream.concat(result.replies().stream(), Stream.ofNullable(result.verdict()));
    }

    private void printFacts(CompareBots.Result result, Program program) {
        terminal.err().println();
        result.replies().forEach(reply -> printFacts(reply.bot(), reply));
        if (result.verdict() != null) {
            printFacts("judge " + result.verdict().bot(), result.verdict());
        }
        terminal.err().println(ReplyFacts.points(result.pointsSpent(), program));
    }

    private void printFacts(String name, ComparedReply reply) {
        var err = terminal.err();
        if (reply.error() != null) {
            err.println(name + ": " + reply.error().message());
        } else if (reply.state() != State.COMPLETE) {
            err.println(name + ": The answer is " + reply.state().wireName() + ".");
        }
        if (reply.chat() != null) {
            var points = reply.pointsSpent() == null
                    ? "unknown"
                    : reply.pointsSpent().toString();
            err.println(name + ": " + points + " points, "
                    + Objects.requireNonNullElse(
                            reply.chat().url(), reply.chat().chatCode()));
        }
        reply.attachments().forEach(file -> err.println(name + ": " + ReplyFacts.attachment(file)));
    }
}
