package dev.poemcp.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.poemcp.server.assembly.Program;
import dev.poemcp.server.export.ArchiveException;
import dev.poemcp.server.export.ChatArchive;
import dev.poemcp.server.search.MessageHit;
import dev.poemcp.server.tools.ResultMapper;
import dev.poemcp.tool.chats.SearchChats;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Searches the archive: {@code poe-mcp search "words"}. */
@Command(
        name = "search",
        description =
                "Search the archive that poe-mcp export has made, without a network. Its folder is that of POE_ARCHIVE or"
                        + " --archive.",
        footer = {
            "",
            "Words in any form and order; \"a phrase\", the start of a word as in kube*, -without, bot:NAME,"
                    + " after:2026-01-31 and before:2026-12-31 restrict the search."
        })
final class SearchCommand implements Callable<Integer> {
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";

    /** For private use, so that no text of a message has them. */
    private static final String START = "\uE000";

    private static final String END = "\uE001";

    /** A large archive's index is made again in less. */
    private static final Duration INDEX_LIMIT = Duration.ofMinutes(10);

    @Parameters(paramLabel = "WORDS", arity = "1..*", description = "what to look for")
    private List<String> words = List.of();

    @Option(names = "--count", paramLabel = "N", description = "number of messages, 1 to 50 (default: 10)")
    private int count = 10;

    @Option(names = "--json", description = "print a JSON object")
    private boolean json;

    @Spec
    private @Nullable CommandSpec command;

    private final CommonOptions common;
    private final Terminal terminal;

    SearchCommand(CommonOptions common, Terminal terminal) {
        this.common = common;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (count < 1 || count > 50) {
            throw new ParameterException(
                    Objects.requireNonNull(command).commandLine(), "--count must be a number from 1 to 50.");
        }
        try (Program program = common.startOffline(terminal)) {
            Path folder = program.settings().archive();
            if (folder == null) {
                throw new CommandFailedException(
                        "No archive is configured.",
                        "Run poe-mcp export DIR, and name that folder with POE_ARCHIVE or --archive.",
                        null);
            }
            try (var archive = new ChatArchive(folder)) {
                return print(archive.search(String.join(" ", words), 0, count, INDEX_LIMIT));
            } catch (ArchiveException e) {
                throw new CommandFailedException(
                        folder + " cannot be searched, since " + e.getMessage() + ".",
                        "Run poe-mcp export with it first.",
                        e);
            } catch (IOException e) {
                throw new CommandFailedException(
                        folder + " cannot be searched (" + e.getMessage() + ").",
                        "Try again later, or run poe-mcp export with it.",
                        e);
            }
        }
    }

    private int print(ChatArchive.Found found) throws JsonProcessingException {
        if (json) {
            terminal.out()
                    .println(JsonOutput.of(new SearchChats.Result(
                            found.hits().stream().map(ResultMapper::of).toList(), null, found.archivedUntil())));
            return 0;
        }
        for (MessageHit hit : found.hits()) {
            String title = hit.title() == null ? "Untitled chat" : hit.title();
            terminal.out()
                    .println(terminal.shown(title) + " · " + terminal.shown(hit.author()) + ", " + hit.creationTime()
                            + " · https://poe.com/chat/" + terminal.shown(hit.chatCode()));
            terminal.out().println("  " + snippet(hit));
            terminal.out().println();
        }
        terminal.err().println(summary(found));
        return 0;
    }

    private static String summary(ChatArchive.Found found) {
        String count = found.hits().isEmpty() ? "Nothing found" : found.hits().size() + " found";
        return count + (found.more() ? ", and there are more" : "") + ". "
                + (found.archivedUntil() == null
                        ? "The archive was never completed."
                        : "Archived until " + found.archivedUntil() + ".");
    }

    private String snippet(MessageHit hit) {
        return terminal.interactive()
                ? terminal.shown(hit.snippet().marked(START, END))
                        .replace(START, BOLD)
                        .replace(END, PLAIN)
                : terminal.shown(hit.snippet().marked("**", "**"));
    }
}
