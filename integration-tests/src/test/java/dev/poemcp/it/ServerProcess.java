package dev.poemcp.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The packaged server as a child process; all its output is kept. */
final class ServerProcess implements AutoCloseable {
    private static final Duration EXIT_LIMIT = Duration.ofSeconds(30);

    private final Process process;
    private final OutputStream input;
    private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();
    private final List<String> stdout = new ArrayList<>();
    private final StringBuilder stderr = new StringBuilder();
    private final List<Thread> readers;

    /** One line of stdout, or its end. */
    private record Line(@Nullable String text) {}

    ServerProcess(Process process) {
        this.process = process;
        this.input = process.getOutputStream();
        readers = List.of(
                reader("stdout", () -> readLines(process.getInputStream())),
                reader("stderr", () -> readErrors(process.getErrorStream())));
    }

    /** Exit code of a process, and the time that {@link #awaitExit} waited. */
    record Exit(int code, Duration after) {}

    /** Sends raw bytes. */
    void write(byte[] bytes) throws IOException {
        synchronized (input) {
            input.write(bytes);
            input.flush();
        }
    }

    void writeLine(String line) throws IOException {
        write((line + "\n").getBytes(UTF_8));
    }

    void closeInput() throws IOException {
        synchronized (input) {
            input.close();
        }
    }

    /** The next line of stdout; null at its end. */
    @Nullable
    String nextLine(Duration wait) throws InterruptedException {
        Line line = lines.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
        if (line == null) {
            throw new AssertionError("No line on stdout within " + wait + ". On stderr:\n" + stderr());
        }
        if (line.text() == null) {
            lines.add(line); // further calls also see the end
        }
        return line.text();
    }

    /** All of stdout so far. */
    String stdout() {
        synchronized (stdout) {
            return String.join("\n", stdout);
        }
    }

    /** All of stderr so far. */
    String stderr() {
        synchronized (stderr) {
            return stderr.toString();
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
    }

    Exit awaitExit(Duration limit) throws InterruptedException {
        long start = System.nanoTime();
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("Still running after " + limit + ". On stderr:\n" + stderr());
        }
        var after = Duration.ofNanos(System.nanoTime() - start);
        for (Thread reader : readers) {
            reader.join(5_000);
        }
        return new Exit(process.exitValue(), after);
    }

    /** Waits for the exit, since killing a server while it writes coverage data corrupts the file. */
    @Override
    public void close() {
        try {
            closeInput();
        } catch (IOException alreadyEnding) {
            // The pipe is closed; the process still has to end.
        }
        try {
            if (!process.waitFor(EXIT_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("Still running " + EXIT_LIMIT.toSeconds()
                        + " s after the end of its input. On stderr:\n" + stderr());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    private static Thread reader(String name, Runnable body) {
        var thread = new Thread(body, "server " + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void readLines(InputStream stream) {
        var line = new ByteArrayOutputStream();
        var buffer = new byte[64 * 1024];
        try (stream) {
            for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
                int start = 0;
                for (int i = 0; i < n; i++) {
                    if (buffer[i] == '\n') {
                        line.write(buffer, start, i - start);
                        start = i + 1;
                        add(decode(line.toByteArray()));
                        line.reset();
                    }
                }
                line.write(buffer, start, n - start);
            }
            if (line.size() > 0) {
                add(decode(line.toByteArray()));
            }
        } catch (IOException e) {
            add("[stdout broke: " + e + "]");
        }
        lines.add(new Line(null));
    }

    private void add(String text) {
        synchronized (stdout) {
            stdout.add(text);
        }
        lines.add(new Line(text));
    }

    /** Strict decoding: invalid UTF-8 becomes a line that is not JSON. */
    private static String decode(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return "[not UTF-8: " + e + "]";
        }
    }

    private void readErrors(InputStream stream) {
        var buffer = new byte[8 * 1024];
        try (stream) {
            for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
                synchronized (stderr) {
                    stderr.append(new String(buffer, 0, n, UTF_8));
                }
            }
        } catch (IOException e) {
            synchronized (stderr) {
                stderr.append("[stderr broke: ").append(e).append(']');
            }
        }
    }
}
