package dev.poemcp.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A clone that holds the launcher and one source file, with scripts for {@code java} and {@code mvn}: a start takes
 * milliseconds, and a build takes as long as the test wants. The {@code java} prints its arguments.
 */
final class LauncherClone implements AutoCloseable {
    /** What the JVM of this clone reports; no path that could be guessed from where the program is. */
    static final String JAVA_HOME = "/reported/by/the/jvm";

    private static final Path LAUNCHER = Path.of(System.getProperty("project.root"), "poe-mcp");

    private final Path root;
    private final Path programs;
    private final List<ServerProcess> started = new ArrayList<>();

    LauncherClone(Path folder) throws IOException {
        root = Files.createDirectories(folder.resolve("clone"));
        programs = Files.createDirectories(folder.resolve("programs"));
        Files.createDirectories(root.resolve("server/src/main"));
        Files.createDirectories(root.resolve("server/target"));
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        Files.writeString(root.resolve("server/pom.xml"), "<project/>");
        Files.writeString(root.resolve("server/src/main/A.java"), "final class A {}");
        Files.copy(LAUNCHER, root.resolve("poe-mcp"));
        program("java", """
                case "$*" in
                    *-XshowSettings*)
                        echo "    java.home = %s" >&2
                        echo "    java.specification.version = 17" >&2
                        ;;
                    *) echo "java $*" ;;
                esac
                """.formatted(JAVA_HOME));
        maven("write_jar");
    }

    /** Puts a script on the PATH of the launcher. */
    LauncherClone program(String name, String script) throws IOException {
        Path file = programs.resolve(name + ".new");
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        // Moved, since a shell that runs the former one may still be reading it.
        Files.move(file, programs.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        return this;
    }

    /**
     * Replaces Maven. Each run adds its PID to {@code builds}; {@code write_jar} writes the jar that it was told to
     * make, {@code hold} waits for the file {@code go} as the same process.
     */
    LauncherClone maven(String script) throws IOException {
        return program("mvn", """
                root='%s'
                echo "$$" >>"$root/builds"
                printf '%%s' "${JAVA_HOME:-}" >"$root/java-home"
                jar=poe-mcp.jar
                for argument in "$@"; do
                    case $argument in -Dserver.jar.name=*) jar=${argument#*=} ;; esac
                done
                write_jar() { echo whole >"$root/server/target/$jar"; }
                hold() { until [ -e "$root/go" ]; do /bin/sleep 0.05; done; }
                %s
                """.formatted(root, script));
    }

    /** A jar as an earlier build left it, older than the sources. */
    LauncherClone withStaleJar() throws IOException {
        Files.writeString(jar(), "earlier");
        Files.setLastModifiedTime(jar(), FileTime.from(Instant.EPOCH));
        return this;
    }

    LauncherClone withFreshJar() throws IOException {
        Files.writeString(jar(), "whole");
        return this;
    }

    Path jar() {
        return root.resolve("server/target/poe-mcp.jar");
    }

    Path lock() {
        return root.resolve(".build-lock");
    }

    /** What JAVA_HOME the last build had. */
    String buildsJavaHome() throws IOException {
        return Files.readString(root.resolve("java-home"));
    }

    /** The PIDs of all Mavens so far. */
    List<Long> builds() {
        try {
            Path file = root.resolve("builds");
            return Files.exists(file)
                    ? Files.readAllLines(file).stream().map(Long::valueOf).toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets builds go on that are held. */
    void go() throws IOException {
        Files.writeString(root.resolve("go"), "");
    }

    /** Leaves nothing running, whatever became of the test. */
    @Override
    public void close() throws IOException {
        started.forEach(ServerProcess::kill);
        go();
    }

    /** Writes down that this process builds here. */
    void lockFor(long pid, String start) throws IOException {
        Files.createDirectories(lock());
        Files.writeString(lock().resolve("launcher"), pid + " " + start + "\n");
    }

    /** Runs the launcher with nothing of the test's own environment. */
    ServerProcess start(String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(root.resolve("poe-mcp").toString());
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(root.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", programs + ":/usr/bin:/bin");
        var process = new ServerProcess(builder.start());
        started.add(process);
        return process;
    }
}
