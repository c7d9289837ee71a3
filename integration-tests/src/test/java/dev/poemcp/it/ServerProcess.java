package dev.poemcp.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.poemcp.emulator.PoeEmulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The packaged server as a child process. Nothing of the test's own environment reaches it but what is given, and all
 * that it writes is kept.
 */
final class ServerProcess implements AutoCloseable {
    /** What the launcher passes, so that tests see the program as a host does. */
    private static final List<String> LAUNCHER_FLAGS = List.of(
            "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xlog:disable", "-Xlog:all=error:stderr");

    private final Process process;
    private final OutputStream input;
    private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();
    private final List<String> stdout = new ArrayList<>();
    private final StringBuilder stderr = new StringBuilder();
    private final List<Thread> readers;

    /** One line of stdout, or its end. */
    private record Line(@Nullable String text) {}

    private ServerProcess(Process process) {
        this.process = process;
        this.input = process.getOutputStream();
        readers = List.of(
                reader("stdout", () -> readLines(process.getInputStream())),
                reader("stderr", () -> readErrors(process.getErrorStream())));
    }

    /** How to start it. */
    static final class Launch {
        private final Map<String, String> environment = new LinkedHashMap<>();
        private final List<String> jvmFlags = new ArrayList<>(LAUNCHER_FLAGS);
        private final List<String> arguments = new ArrayList<>();
        private final Path home = freshFolder();
        private @Nullable Path directory;

        Launch env(String name, String value) {
            environment.put(name, value);
            return this;
        }

        Launch jvmFlag(String flag) {
            jvmFlags.add(flag);
            return this;
        }

        Launch arguments(String... more) {
            arguments.addAll(List.of(more));
            return this;
        }

        /** The working directory; a fresh empty one without this. */
        Launch in(Path workingDirectory) {
            directory = workingDirectory;
            return this;
        }

        /** The whole command line. */
        List<String> command() {
            var command = new ArrayList<String>();
            command.add(Path.of(required("test.java.home"), "bin", "java").toString());
            command.addAll(jvmFlags);
            coverageAgent().ifPresent(command::add);
            command.add("-jar");
            command.add(required("server.jar"));
            command.addAll(arguments);
            return command;
        }

        /** The whole environment; its home is a fresh empty folder. */
        Map<String, String> environment() {
            var all = new LinkedHashMap<String, String>();
            all.put("HOME", home.toString());
            all.put("XDG_CONFIG_HOME", home.resolve("config").toString());
            all.put("PATH", "/usr/bin:/bin");
            all.putAll(environment);
            return all;
        }

        ServerProcess start() {
            try {
                var builder = new ProcessBuilder(command()).directory((directory == null ? home : directory).toFile());
                builder.environment().clear();
                builder.environment().putAll(environment());
                return new ServerProcess(builder.start());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Path freshFolder() {
            try {
                Path homes = Files.createDirectories(Path.of("target", "homes").toAbsolutePath());
                return Files.createTempDirectory(homes, "");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** How a process ended, and how long that took from the moment somebody began to wait. */
    record Exit(int code, Duration after) {}

    static Launch launch() {
        return new Launch();
    }

    /** With the account's cookies and nothing else, as a user who has followed the README. */
    static Launch launchFor(PoeEmulator poe) {
        return launch().env("POE_BASE_URL", poe.url().toString())
                .env("POE_P_B", poe.account().pB())
                .env("POE_P_LAT", poe.account().pLat());
    }

    /** Sends the bytes as they are. */
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
            lines.add(line); // the end stays the end
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

    /** SIGKILL: the host has lost patience. */
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

    @Override
    public void close() {
        try {
            closeInput();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("Still running 5 s after the end of its input. On stderr:\n" + stderr());
            }
        } catch (IOException e) {
            process.destroyForcibly(); // it had already ended, and with it the pipe
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
                        keep(decode(line.toByteArray()));
                        line.reset();
                    }
                }
                line.write(buffer, start, n - start);
            }
            if (line.size() > 0) {
                keep(decode(line.toByteArray()));
            }
        } catch (IOException e) {
            keep("[stdout broke: " + e + "]");
        }
        lines.add(new Line(null));
    }

    private void keep(String text) {
        synchronized (stdout) {
            stdout.add(text);
        }
        lines.add(new Line(text));
    }

    /** Strictly: a broken character is a line that no test will take for JSON. */
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

    /** Passes the agent of this JVM on, so that what the child runs counts as covered. */
    private static Optional<String> coverageAgent() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-javaagent:") && argument.contains("jacoco"))
                .findFirst();
    }

    private static String required(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new IllegalStateException("System property " + property + " is set by the build (mvn verify)");
        }
        return value;
    }
}
