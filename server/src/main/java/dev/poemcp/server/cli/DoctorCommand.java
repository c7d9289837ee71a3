package dev.poemcp.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.poemcp.poe.file.PrivateFile;
import dev.poemcp.server.assembly.Termination;
import dev.poemcp.server.assembly.Version;
import dev.poemcp.server.doctor.Diagnosis;
import dev.poemcp.server.doctor.DiagnosisText;
import dev.poemcp.server.doctor.Doctor;
import dev.poemcp.server.doctor.Finding;
import dev.poemcp.server.settings.InvalidSettingException;
import dev.poemcp.server.settings.SettingsReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks every link to Poe and says what to do about a broken one: {@code poe-mcp doctor}. */
@Command(
        name = "doctor",
        description =
                "Check configuration, connection, sign-in, queries, realtime channel, API key and hosts, and say what"
                        + " to do. Sends no message and spends no points.")
final class DoctorCommand implements Callable<Integer> {
    private static final String DEFAULT_REPORT = "poe-mcp-report.txt";

    @Option(names = "--json", description = "print a JSON object")
    private boolean json;

    @Option(
            names = "--report",
            arity = "0..1",
            fallbackValue = DEFAULT_REPORT,
            paramLabel = "FILE",
            description = "also write a file without secrets to attach to an issue (default: " + DEFAULT_REPORT + ")")
    private @Nullable Path report;

    private final CommonOptions common;
    private final Terminal terminal;
    private final Termination termination;
    private final Clock clock;

    DoctorCommand(CommonOptions common, Terminal terminal, Termination termination, Clock clock) {
        this.common = common;
        this.terminal = terminal;
        this.termination = termination;
        this.clock = clock;
    }

    @Override
    public Integer call() throws JsonProcessingException {
        List<String> knowledge = new ArrayList<>();
        termination.onRequest(130, Thread.currentThread()::interrupt);
        var doctor = new Doctor(terminal.environment(), this::print);
        try (var program = common.start(terminal, List.of())) {
            var ignored = new SettingsReader(terminal.environment(), Map.of()).warnings();
            doctor.check(program.settings(), ignored, program::diagnose);
            knowledge.addAll(program.siteKnowledge());
        } catch (InvalidSettingException e) {
            doctor.invalidSetting(String.valueOf(e.getMessage()));
        }
        List<Finding> findings = doctor.findings();
        var diagnosis = Diagnosis.of(findings, common.sandbox(), Version.current());
        if (json) {
            terminal.out().println(JsonOutput.of(diagnosis));
        } else {
            terminal.out().println();
            terminal.out().println(DiagnosisText.verdict(findings));
        }
        if (report != null && !Thread.currentThread().isInterrupted()) {
            String time = Instant.now(clock).truncatedTo(ChronoUnit.SECONDS).toString();
            write(report, doctor.report(knowledge, Version.current(), time));
        }
        return diagnosis.ok() ? 0 : 1;
    }

    private void print(Finding finding) {
        if (!json) {
            terminal.out().println(DiagnosisText.of(finding));
        }
    }

    private void write(Path file, String text) {
        try {
            PrivateFile.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new CommandFailedException(
                    "The report cannot be written to " + file + " ("
                            + e.getClass().getSimpleName() + ").",
                    "Name another file with --report FILE.",
                    e);
        }
        terminal.err()
                .println("Wrote " + file.toAbsolutePath() + "; it has no secrets, and can be attached to an issue.");
    }
}
