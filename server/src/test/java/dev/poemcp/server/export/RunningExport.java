package dev.poemcp.server.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An {@link ExportProcess} of an emulator's account, as the launcher starts it. */
final class RunningExport {
    private static final long LIMIT_MINUTES = 20;

    /** Of the launcher. */
    private static final String JVM_FLAGS = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xms32m";

    private static final int KILLED = 128 + 9;

    private final Process process;
    private final Path errors;

    private RunningExport(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
    }

    /**
     * What a process that ended by itself printed.
     *
     * @param chats lines about chats: state, code, failure if any
     */
    record Outcome(List<String> chats, long millis, long peakKilobytes) {
        long count(ChatExporter.State state) {
            return chats.stream().filter(line -> line.startsWith(state + " ")).count();
        }
    }

    /** @param folder has the archive, and beside it all else that the process writes */
    static RunningExport start(PoeEmulator poe, ExportFormat format, Path folder) throws IOException {
        Path home = Files.createDirectories(folder.resolve("home"));
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        Path errors = folder.resolve("stderr.txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(System.getProperty("export.flags", JVM_FLAGS).split(" ")));
        command.addAll(List.of(
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                ExportProcess.class.getName(),
                format.name(),
                archive(folder).toString()));
        var builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        // Names of files have other scripts, which a JVM refuses in a locale without them.
                        "LC_ALL", "C.UTF-8",
                        "HOME", home.toString(),
                        "POE_P_B", poe.account().pB(),
                        "POE_BASE_URL", poe.url().toString()));
        builder.redirectError(errors.toFile());
        Process process = builder.start();
        CompletableFuture.delayedExecutor(LIMIT_MINUTES, TimeUnit.MINUTES).execute(process::destroyForcibly);
        return new RunningExport(process, errors);
    }

    static Path archive(Path folder) {
        return folder.resolve("archive");
    }

    private BufferedReader output() {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    /** Waits for its end, which must be a good one. */
    Outcome end() throws IOException, InterruptedException {
        try (BufferedReader output = output()) {
            List<String> lines = output.lines().toList();
            assertEquals(0, process.waitFor(), () -> lines + "\n" + errors());
            String[] figures = lines.get(lines.size() - 1).split(" ", 2);
            return new Outcome(
                    lines.subList(1, lines.size() - 2), Long.parseLong(figures[0]), Long.parseLong(figures[1]));
        }
    }

    /**
     * Kills it after this number of lines and then some time, as a user's machine that loses its power.
     *
     * @return whether it had not ended before
     */
    boolean kill(int lines, int millis) throws IOException, InterruptedException {
        try (BufferedReader output = output()) {
            for (int i = 0; i < lines; i++) {
                output.readLine();
            }
            process.waitFor(millis, TimeUnit.MILLISECONDS);
            process.destroyForcibly();
            assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        }
        int code = process.exitValue();
        assertTrue(code == 0 || code == KILLED, () -> code + ": " + errors());
        return code != 0;
    }

    private String errors() {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
