package dev.poemcp.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.PoeException;
import dev.poemcp.server.assembly.Program;
import dev.poemcp.server.assembly.Termination;
import dev.poemcp.server.tools.ChatArguments;
import dev.poemcp.tool.messages.SendMessage;
import dev.poemcp.tool.result.ReplyResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks a bot and prints its reply as it arrives: {@code poe-mcp ask -b Claude "…"}. */
@Command(name = "ask", description = "Ask a bot; spends points of the account.")
final class AskCommand implements Callable<Integer> {
    /** The tool's maximum; a user can press Ctrl-C. */
    private static final int WAIT_SECONDS = 3600;

    @Parameters(index = "0", paramLabel = "QUESTION", description = "what to say")
    private String question = "";

    @Option(
            names = {"-b", "--bot"},
            paramLabel = "BOT",
            description = "handle of the bot; by default the chat's, or the account's default bot")
    private @Nullable String bot;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "path or URL to attach; may be repeated")
    private List<String> files = new ArrayList<>();

    @Option(
            names = {"-c", "--chat"},
            paramLabel = "CHAT",
            description = "id, code or URL of the chat to go on in; by default a new one")
    private @Nullable String chat;

    @Option(names = "--json", description = "print the reply as a JSON object when it is complete")
    private boolean json;

    private final CommonOptions common;
    private final Terminal terminal;
    private final Termination termination;

    AskCommand(CommonOptions common, Terminal terminal, Termination termination) {
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
        // Ctrl-C also cancels the reply at Poe.
        termination.onRequest(130, Thread.currentThread()::interrupt);
        // A user who types a path means that file, so this command allows all folders.
        var workingDirectory = Path.of("").toAbsolutePath();
        try (var program = common.start(terminal, List.of(workingDirectory, workingDirectory.getRoot()))) {
            return ask(program);
        }
    }

    private int ask(Program program) throws JsonProcessingException {
        try {
            if (program.inSandbox()) {
                terminal.err().println("SANDBOX: the answer comes from an embedded emulator of Poe.");
            }
            var call = new TerminalCall(terminal, !json);
            var reply = program.services().handler(SendMessage.DEFINITION).call(arguments(), call);
            call.finish(reply.text());
            if (json) {
                terminal.out().println(JsonOutput.of(reply));
            }
            printFacts(reply, program);
            return reply.state() == ReplyResult.State.COMPLETE ? 0 : 1;
        } finally {
            // After Ctrl-C: an interrupted thread would close the client before the cancellation has reached Poe.
            var unused = Thread.interrupted();
        }
    }

    private SendMessage.Args arguments() {
        @Nullable ChatRef ref = chat == null ? null : ChatArguments.chat(chat);
        return new SendMessage.Args(
                question,
                bot,
                ref instanceof ChatRef.ById byId ? byId.chatId() : null,
                ref instanceof ChatRef.ByCode byCode ? byCode.chatCode() : null,
                files.isEmpty() ? null : files,
                null,
                WAIT_SECONDS,
                null);
    }

    private void printFacts(ReplyResult reply, Program program) {
        var err = terminal.err();
        var chatResult = reply.chat();
        err.println();
        err.println(
                "chat:    " + ReplyFacts.printable(Objects.requireNonNullElse(title(reply, program), "(no title yet)"))
                        + (chatResult.chatId() == null
                                ? conversation(chatResult.chatCode(), program)
                                : " (id " + chatResult.chatId() + ")"));
        if (chatResult.url() != null) {
            err.println("url:     " + chatResult.url());
        }
        reply.attachments().forEach(file -> err.println("file:    " + ReplyFacts.attachment(file)));
        err.println(ReplyFacts.points(reply.pointsSpent(), program));
        if (reply.state() != ReplyResult.State.COMPLETE) {
            err.println("The answer is " + reply.state().wireName() + ".");
        }
    }

    private static String conversation(String code, Program program) {
        return program.settings().keepConversations()
                ? " (" + code + ")"
                : " (not kept; POE_KEEP_CONVERSATIONS=true keeps it)";
    }

    /** Poe generates the title of a new chat during the reply, sometimes a little later. */
    private static @Nullable String title(ReplyResult reply, Program program) {
        if (reply.chat().title() != null) {
            return reply.chat().title();
        }
        try {
            return program.services()
                    .poe()
                    .chats()
                    .get(new ChatRef.ByCode(reply.chat().chatCode()))
                    .title();
        } catch (PoeException e) {
            // A missing title must not turn a complete reply into a failure.
            return null;
        }
    }
}
