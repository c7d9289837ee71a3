package dev.poemcp.it;

import dev.poemcp.emulator.PoeEmulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Starts the packaged server with the given environment only. */
final class Launch {
    /** The flags that the launcher passes, except that it takes another collector on Java 17. */
    private static final List<String> LAUNCHER_FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:CompileThresholdScaling=2",
            "-XX:-UsePerfData",
            "-Xlog:disable",
            "-Xlog:all=error:stderr");

    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> jvmFlags = new ArrayList<>(LAUNCHER_FLAGS);
    private final List<String> arguments = new ArrayList<>();
    private final Path home = freshFolder();
    private @Nullable Path directory;
    private @Nullable Path archive;

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

    /** Sets the working directory; the default is a new empty folder. */
    Launch in(Path workingDirectory) {
        directory = workingDirectory;
        return this;
    }

    /**
     * Measures the coverage of this server, if the build measures it. Only for one server of each feature, since it
     * makes the start slower by half, and not for one that is killed, since a partial record corrupts the file.
     */
    Launch measuringCoverage() {
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-javaagent:") && argument.contains("jacoco"))
                .forEach(this::jvmFlag);
        return this;
    }

    /** Uses another class archive, as the launcher does: if it is there, and if not, so that the server makes it. */
    Launch withArchive(Path file) {
        archive = file;
        return this;
    }

    /** The complete command line, for programs that start the server themselves. */
    List<String> command() {
        var command = new ArrayList<String>();
        command.add(javaHome().resolve("bin").resolve("java").toString());
        command.addAll(jvmFlags);
        if (archive == null) {
            command.addAll(ClassArchive.flags());
        } else {
            command.add("-Dpoe-mcp.archive=" + archive);
            if (Files.exists(archive)) {
                command.add(ClassArchive.flag(archive));
            }
        }
        command.add("-cp");
        command.add(jar().toString());
        command.add("dev.poemcp.server.Main");
        command.addAll(arguments);
        return command;
    }

    /** The complete environment; its home is a new empty folder. */
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

    /** A server without configuration. */
    static Launch server() {
        return new Launch();
    }

    /** A server with a developer's whole environment, and so with their files in its home. */
    static Launch withOwnEnvironment(Map<String, String> variables) {
        var launch = server();
        String config = Path.of(variables.getOrDefault("HOME", System.getProperty("user.home")), ".config")
                .toString();
        launch.env("XDG_CONFIG_HOME", config);
        variables.forEach(launch::env);
        return launch;
    }

    /** A server configured with the account's cookies only. */
    static Launch serverFor(PoeEmulator poe) {
        return withoutCredentials(poe)
                .env("POE_P_B", poe.account().pB())
                .env("POE_P_LAT", poe.account().pLat());
    }

    /** A server configured with an API key only. */
    static Launch withKey(PoeEmulator poe) {
        return withoutCredentials(poe).env("POE_API_KEY", poe.apiKey());
    }

    /** A server that knows only where Poe is. */
    static Launch withoutCredentials(PoeEmulator poe) {
        return server().env("POE_BASE_URL", poe.url().toString())
                .env("POE_API_BASE_URL", poe.apiUrl().toString());
    }

    /** Home of the JVM that runs the server. */
    static Path javaHome() {
        return Path.of(required("test.java.home"));
    }

    /** The packaged server. */
    static Path jar() {
        return Path.of(required("server.jar"));
    }

    private static String required(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new IllegalStateException("System property " + property + " is set by the build (mvn verify)");
        }
        return value;
    }
}
