package dev.poemcp.poe.browser;

import dev.poemcp.poe.http.WorkerThreads;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A running browser that this program started. Where there is a shell, it ends with this process, also when this
 * process is killed: a shell waits for the end of its own standard input, which is a pipe from here, and then ends the
 * browser's process group.
 */
public final class BrowserProcess implements AutoCloseable {
    private static final Path SHELL = Path.of("/bin/sh");

    /** {@code setsid} gives the browser a process group of its own, so that all its processes end with it. */
    private static final String WATCH = """
            exec 3<&0
            if command -v setsid >/dev/null 2>&1; then
                setsid "$@" </dev/null 3<&- &
            else
                "$@" </dev/null 3<&- &
            fi
            browser=$!
            end() {
                kill "-$1" -- "-$browser" 2>/dev/null || kill "-$1" "$browser" 2>/dev/null
            }
            (
                read -r line <&3
                end TERM
                sleep 2
                end KILL
            ) >/dev/null 2>&1 &
            watcher=$!
            exec 3<&-
            wait "$browser"
            code=$?
            kill -KILL "$watcher" 2>/dev/null
            exit "$code"
            """;

    private static final int MAX_OUTPUT = 4_000;
    /** A process that outlives the browser may keep its output open. */
    private static final Duration OUTPUT_LIMIT = Duration.ofSeconds(1);

    private static final List<String> SECRET_WORDS =
            List.of("TOKEN", "SECRET", "PASSWORD", "CREDENTIAL", "API_KEY", "PRIVATE_KEY", "PROXY");

    private final Process process;
    private final StringBuilder output = new StringBuilder();
    private final Thread outputReader;

    private BrowserProcess(Process process) {
        this.process = process;
        this.outputReader = WorkerThreads.named("poe-browser-output").newThread(this::readOutput);
        outputReader.start();
    }

    /**
     * @param arguments of the program
     * @throws BrowserException if it cannot be run
     */
    public static BrowserProcess start(Path program, List<String> arguments) throws BrowserException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SHELL)) {
            command.addAll(List.of(SHELL.toString(), "-c", WATCH, "poe-mcp-browser"));
        }
        command.add(program.toString());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command)
                .directory(new File(System.getProperty("java.io.tmpdir")))
                .redirectErrorStream(true);
        // The settings hold credentials, which are no business of the browser; those of other programs neither.
        builder.environment().keySet().removeIf(BrowserProcess::isSecret);
        // The launcher sets it for Java; the browser speaks the user's language.
        builder.environment().remove("LC_ALL", "C.UTF-8");
        try {
            return new BrowserProcess(builder.start());
        } catch (IOException failed) {
            throw new BrowserException("The browser " + program + " cannot be started.", failed);
        }
    }

    private static boolean isSecret(String variable) {
        var name = variable.toUpperCase(Locale.ROOT);
        return name.startsWith("POE_") || SECRET_WORDS.stream().anyMatch(name::contains);
    }

    /** Reads all of it, so that the browser never waits for a reader, and keeps the end. */
    private void readOutput() {
        byte[] buffer = new byte[1_024];
        try (InputStream in = process.getInputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                synchronized (output) {
                    output.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
                    output.delete(0, Math.max(0, output.length() - MAX_OUTPUT));
                }
            }
        } catch (IOException ended) {
            // The process has ended, and its output with it.
            return;
        }
    }

    public boolean isRunning() {
        return process.isAlive();
    }

    /** One sentence on a browser that has ended: its exit code, and the last line that it wrote. */
    public String end() {
        awaitOutput();
        String[] lines;
        synchronized (output) {
            lines = output.toString().strip().split("\n", -1);
        }
        var last = Stream.of(lines)
                // It says where the browser listens, and who knows that controls it.
                .filter(line -> !line.contains("ws://"))
                .reduce("", (earlier, later) -> later)
                .strip();
        return "The browser ended with code " + process.exitValue() + (last.isEmpty() ? "." : " (" + last + ").");
    }

    /** The last line may still be on its way when the process has ended. */
    private void awaitOutput() {
        try {
            outputReader.join(OUTPUT_LIMIT.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until it has ended by itself, at most so long. */
    public void awaitEnd(Duration limit) {
        try {
            boolean unused = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it and everything that it started; takes at most the limit and a moment. */
    public void end(Duration limit) {
        var all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                all.forEach(ProcessHandle::destroyForcibly);
            }
        } catch (IOException closed) {
            all.forEach(ProcessHandle::destroyForcibly);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }

    @Override
    public void close() {
        end(Duration.ofSeconds(1));
    }
}
