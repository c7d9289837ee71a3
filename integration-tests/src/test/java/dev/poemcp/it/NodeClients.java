package dev.poemcp.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The official clients, installed once from their lock file and run with Node. */
final class NodeClients {
    private static final int MIN_NODE_VERSION = 20;

    private final Path folder;

    private NodeClients(Path folder) {
        this.folder = folder;
    }

    /** Exit code and output of a program. */
    record Run(int exitCode, String stdout, String stderr) {}

    /** The reason why the clients cannot run here, or empty. */
    static Optional<String> missing() {
        try {
            String version = run(Path.of("."), Map.of(), List.of("node", "--version"), Duration.ofSeconds(20))
                    .stdout()
                    .strip();
            int major = Integer.parseInt(version.replaceFirst("^v(\\d+)\\..*$", "$1"));
            return major >= MIN_NODE_VERSION
                    ? Optional.empty()
                    : Optional.of(
                            "The official clients require Node " + MIN_NODE_VERSION + " or newer, not " + version);
        } catch (UncheckedIOException e) {
            return Optional.of("Node is not installed, so the official clients cannot run");
        }
    }

    /** Installs the packages of the lock file, unless they are installed. */
    static synchronized NodeClients installed() throws IOException {
        Optional<String> missing = missing();
        if (missing.isPresent()) {
            throw new AssertionError(missing.get());
        }
        Path folder = Path.of(System.getProperty("project.root"), "integration-tests", "src", "test", "node");
        Path stamp = folder.resolve("node_modules").resolve(".installed-lock");
        String lock = Files.readString(folder.resolve("package-lock.json"));
        if (!Files.exists(stamp) || !Files.readString(stamp).equals(lock)) {
            Run run = run(folder, Map.of(), List.of("npm", "ci", "--no-audit", "--no-fund"), Duration.ofMinutes(5));
            if (run.exitCode() != 0) {
                throw new AssertionError("npm ci failed:\n" + run.stdout() + run.stderr());
            }
            Files.writeString(stamp, lock);
        }
        return new NodeClients(folder);
    }

    /** Runs a script of this project. */
    Run run(String script, Map<String, String> environment, Duration limit, String... arguments) {
        return runWith("node", script, environment, limit, arguments);
    }

    /** Path of a program of an installed package. */
    String program(String relative) {
        return folder.resolve(relative).toAbsolutePath().toString();
    }

    /** Likewise, with the given Node. */
    Run runWith(String program, String script, Map<String, String> environment, Duration limit, String... arguments) {
        var command = new ArrayList<>(List.of(program, script));
        command.addAll(List.of(arguments));
        return run(folder, environment, command, limit);
    }

    /** Runs a program of a package in its own folder, as the inspector requires. */
    Run runPackage(String name, String program, Duration limit, List<String> arguments) {
        Path file = folder.resolve("node_modules").resolve(name).resolve(program);
        var command = new ArrayList<>(List.of("node", file.toString()));
        command.addAll(arguments);
        return run(Objects.requireNonNull(file.getParent()), Map.of(), command, limit);
    }

    private static Run run(Path folder, Map<String, String> environment, List<String> command, Duration limit) {
        try {
            Path out = Files.createTempFile("node", ".out");
            Path err = Files.createTempFile("node", ".err");
            var builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
                throw new AssertionError(command + " did not end within " + limit + "\n" + Files.readString(out, UTF_8)
                        + Files.readString(err, UTF_8));
            }
            var run = new Run(process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
            Files.delete(out);
            Files.delete(err);
            return run;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
