package dev.poemcp.server.cli;

import dev.poemcp.poe.ChatRef;
import dev.poemcp.server.assembly.Program;
import dev.poemcp.server.assembly.Termination;
import dev.poemcp.server.export.ArchiveException;
import dev.poemcp.server.export.ArchiveFolder;
import dev.poemcp.server.export.ChatExporter;
import dev.poemcp.server.export.ChatExporter.State;
import dev.poemcp.server.export.ExportFormat;
import dev.poemcp.server.export.Pace;
import dev.poemcp.server.tools.ChatArguments;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
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

/** Archives the account's chats: {@code poe-mcp export DIR}. */
@Command(
        name = "export",
        description =
                "Save the account's chats in a folder: one file for each, and their attachments. Run again, it saves"
                        + " only what has changed.")
final class ExportCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    /** A server that keeps the archive up needs less; an export more. */
    private static final Duration OTHER_WRITER_LIMIT = Duration.ofSeconds(5);

    @Parameters(paramLabel = "DIR", description = "the folder; new, empty or an earlier export")
    private @Nullable Path folder;

    @Option(names = "--format", description = "markdown, json or html (default: markdown)")
    private ExportFormat format = ExportFormat.MARKDOWN;

    @Option(names = "--chat", paramLabel = "CHAT", description = "only this chat: its id, code or URL; repeatable")
    private List<String> chats = new ArrayList<>();

    @Option(
            names = "--since",
            paramLabel = "DATE",
            description = "only chats with activity since then, as in 2026-11-01")
    private @Nullable String since;

    @Option(names = "--no-attachments", description = "leave out attachments")
    private boolean withoutAttachments;

    @Option(names = "--json", description = "print a JSON object for each chat")
    private boolean json;

    @Spec
    private @Nullable CommandSpec command;

    private final CommonOptions common;
    private final Terminal terminal;
    private final Termination termination;

    ExportCommand(CommonOptions common, Terminal terminal, Termination termination) {
        this.common = common;
        this.terminal = terminal;
        this.termination = termination;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Instant start = since == null ? null : instant(since);
        List<ChatRef> refs = chats.stream().map(ChatArguments::chat).toList();
        Path target = Objects.requireNonNull(folder);
        try (Program program = common.start(terminal, List.of());
                ArchiveFolder archive = open(target)) {
            if (!program.inSandbox() && !program.settings().credentials().hasAccount()) {
                throw new CommandFailedException(
                        "Chats are exported from the account, and none is configured.", "Run poe-mcp login.", null);
            }
            if (program.inSandbox()) {
                terminal.err().println("SANDBOX: the chats are those of an embedded emulator of Poe.");
            }
            var options = new ChatExporter.Options(
                    format,
                    refs,
                    start,
                    withoutAttachments ? null : program.services().attachmentArchive());
            var exporter = new ChatExporter(
                    program.services().poe().account(),
                    program.services().poe().chats(),
                    archive,
                    options,
                    Pace.ofThisThread(),
                    InstantSource.system(),
                    new ExportProgress(terminal, json, System::nanoTime));
            termination.onRequest(130, exporter::stop);
            long began = System.nanoTime();
            return finish(exporter.run(), target, Duration.ofNanos(System.nanoTime() - began));
        } catch (ArchiveException e) {
            throw notUsed(target, e);
        } catch (IOException e) {
            throw new CommandFailedException(
                    target + " cannot be written any further (" + reason(e) + "). What is saved stays.",
                    "Make room, or allow writing there, then run the command again.",
                    e);
        }
    }

    /** The system's own words, as in "No space left on device". */
    private static String reason(IOException e) {
        String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }

    private static ArchiveFolder open(Path folder) throws IOException, InterruptedException {
        try {
            return ArchiveFolder.open(folder, OTHER_WRITER_LIMIT);
        } catch (ArchiveException e) {
            throw e;
        } catch (IOException e) {
            throw new CommandFailedException(
                    folder + " cannot be written (" + e.getClass().getSimpleName() + ").", "Choose another folder.", e);
        }
    }

    private static CommandFailedException notUsed(Path folder, ArchiveException e) {
        return new CommandFailedException(
                folder + " is not used, since " + e.getMessage() + ".",
                "Choose another folder, or try again later.",
                e);
    }

    private int finish(ChatExporter.Summary summary, Path target, Duration took) {
        var counts = new StringBuilder();
        for (State state : State.values()) {
            counts.append(counts.isEmpty() ? "" : ", ")
                    .append(summary.chats().getOrDefault(state, 0))
                    .append(' ')
                    .append(ExportProgress.name(state));
        }
        terminal.err()
                .println(target + ": " + counts + " in " + took.toSeconds() + " s."
                        + (summary.missingAttachments() == 0
                                ? ""
                                : " " + summary.missingAttachments()
                                        + " attachments are missing; manifest.json says why."));
        return summary.chats().getOrDefault(State.FAILED, 0) == 0 ? 0 : FAILED;
    }

    private ParameterException wrong(String what) {
        return new ParameterException(Objects.requireNonNull(command).commandLine(), what);
    }

    private Instant instant(String date) {
        try {
            return date.contains("T")
                    ? Instant.parse(date)
                    : LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw wrong("\"" + date + "\" is not a date as in 2026-11-01 or 2026-11-01T08:00:00Z.");
        }
    }
}
