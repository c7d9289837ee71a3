package dev.poemcp.benchmarks.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program that reads and writes lines on its standard streams. It is killed when it takes longer than its time limit,
 * which ends every read.
 */
public final class StdioProcess implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final long EXIT_SECONDS = 5;

    private final Process process;
    private final InputStream out;
    private final long startNanos;
    private final CompletableFuture<Process> timeLimit;

    private StdioProcess(Process process, long startNanos, Duration limit) {
        this.process = process;
        this.startNanos = startNanos;
        this.out = new BufferedInputStream(process.getInputStream(), 1 << 16);
        timeLimit = process.onExit()
                .orTimeout(limit.toSeconds(), TimeUnit.SECONDS)
                .whenComplete((ended, failure) -> {
                    if (failure instanceof TimeoutException) {
                        process.destroyForcibly();
                    }
                });
    }

    public static StdioProcess start(Command command) throws IOException {
        return start(command, LIMIT);
    }

    public static StdioProcess start(Command command, Duration limit) throws IOException {
        long startNanos = System.nanoTime();
        return new StdioProcess(command.start(ProcessBuilder.Redirect.INHERIT), startNanos, limit);
    }

    public void send(byte[] lines) throws IOException {
        process.getOutputStream().write(lines);
        process.getOutputStream().flush();
    }

    public void send(String line) throws IOException {
        send((line + "\n").getBytes(UTF_8));
    }

    /** Reads lines until one contains the text, and returns it. */
    public String readUntil(String text) throws IOException {
        var line = new ByteArrayOutputStream();
        while (true) {
            int next = out.read();
            if (next < 0) {
                throw new IOException("The program ended before it wrote " + text + ": " + process);
            }
            if (next == '\n') {
                String complete = line.toString(UTF_8);
                if (complete.contains(text)) {
                    return complete;
                }
                line.reset();
            } else {
                line.write(next);
            }
        }
    }

    /** Milliseconds since just before the process was created. */
    public double millisSinceStart() {
        return (System.nanoTime() - startNanos) / 1e6;
    }

    public InputStream out() {
        return out;
    }

    public OutputStream in() {
        return process.getOutputStream();
    }

    public ProcessFigures figures() throws IOException {
        return ProcessFigures.of(process);
    }

    /** Closes its standard input, and kills it if it does not end then. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        } finally {
            timeLimit.cancel(false);
        }
    }

    /** Kills it with all processes that it started. */
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
