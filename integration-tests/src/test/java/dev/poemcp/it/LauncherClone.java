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
import org.jspecify.annotations.Nullable;

/**
 * A clone with the launcher and one source file, and with scripts in place of {@code java} and {@code mvn}: a start
 * takes milliseconds, and tests control how long a build takes. The {@code java} script prints its arguments.
 */
final class LauncherClone implements AutoCloseable {
    /** The {@code java.home} that the JVM of this clone reports; it cannot be derived from the path of the program. */
    static final String JAVA_HOME = "/reported/by/the/jvm";

    private static final Path LAUNCHER = Path.of(System.getProperty("project.root"), "poe-mcp");

    private final Path root;
    private final Path programs;
    private @Nullable Path cache;
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

    /** Adds a script to the launcher's PATH. */
    LauncherClone program(String name, String script) throws IOException {
        Path file = programs.resolve(name + ".new");
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        // Moved, since a shell may still be reading the previous script.
        Files.move(file, programs.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        return this;
    }

    /**
     * Replaces Maven. Each run adds its PID to {@code builds}; {@code write_jar} writes the requested jar, {@code hold}
     * waits for the file {@code go} in the same process.
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

    /** A jar of an earlier build, older than the sources. */
    LauncherClone withStaleJar() throws IOException {
        Files.writeString(jar(), "earlier");
        Files.setLastModifiedTime(jar(), FileTime.from(Instant.EPOCH));
        return this;
    }

    LauncherClone withFreshJar() throws IOException {
        Files.writeString(jar(), "whole");
        return this;
    }

    /** Gives the launcher a cache folder. */
    LauncherClone withCache() {
        cache = root.resolve("the cache");
        return this;
    }

    LauncherClone withArchiveInCache() throws IOException {
        Files.createDirectories(archiveInCache().getParent());
        Files.writeString(archiveInCache(), "archive");
        return this;
    }

    /** Where the launcher expects the archive of its JVM and jar. */
    Path archiveInCache() {
        String name = flat(programs.resolve("java")) + flat(jar()) + ".jsa";
        return root.resolve("the cache/poe-mcp/archives").resolve(name);
    }

    /** An archive beside the jar. */
    Path withArchiveOfBuild() throws IOException {
        Path folder = Files.createDirectories(root.resolve("server/target/archives"));
        return Files.writeString(folder.resolve(flat(programs.resolve("java")) + ".jsa"), "archive");
    }

    private static String flat(Path file) {
        return file.toString().replace('/', '-');
    }

    Path jar() {
        return root.resolve("server/target/poe-mcp.jar");
    }

    Path lock() {
        return root.resolve(".build-lock");
    }

    /** JAVA_HOME of the last build. */
    String buildsJavaHome() throws IOException {
        return Files.readString(root.resolve("java-home"));
    }

    /** The PIDs of all Maven runs so far. */
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

    /** Lets builds continue that wait in {@code hold}. */
    void continueBuilds() throws IOException {
        Files.writeString(root.resolve("go"), "");
    }

    /** Ends all processes. */
    @Override
    public void close() throws IOException {
        started.forEach(ServerProcess::kill);
        continueBuilds();
    }

    /** Writes a build lock of the process. */
    void lockFor(long pid, String start) throws IOException {
        Files.createDirectories(lock());
        Files.writeString(lock().resolve("launcher"), pid + " " + start + "\n");
    }

    /** Runs the launcher without the environment of the test. */
    ServerProcess start(String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(root.resolve("poe-mcp").toString());
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(root.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", programs + ":/usr/bin:/bin");
        if (cache != null) {
            builder.environment().put("XDG_CACHE_HOME", cache.toString());
        }
        var process = new ServerProcess(builder.start());
        started.add(process);
        return process;
    }
}
