package dev.poemcp.benchmarks.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How a program is started.
 *
 * @param environment all of its environment
 */
public record Command(List<String> words, Map<String, String> environment) {
    private static final String PATH = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");

    public Command {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    /** poe-mcp as a host starts it, on a JDK, with all its own folders in one. */
    public static Command server(Path root, Jdk jdk, Path home, String... arguments) {
        String launcher = root.resolve("poe-mcp").toString();
        return new Command(
                Stream.concat(Stream.of(launcher), Stream.of(arguments)).toList(),
                Map.of(
                        "PATH", PATH,
                        "JAVA_HOME", jdk.home().toString(),
                        "HOME", home.toString(),
                        "XDG_CONFIG_HOME", home.resolve("config").toString(),
                        "XDG_STATE_HOME", home.resolve("state").toString(),
                        "XDG_CACHE_HOME", cache(home).toString()));
    }

    /** A Node program in {@code benchmarks/peers}. */
    public static Command peer(Path root, String script, String... arguments) {
        String file = root.resolve("benchmarks/peers").resolve(script).toString();
        return new Command(
                Stream.concat(Stream.of("node", file), Stream.of(arguments)).toList(), Map.of("PATH", PATH));
    }

    /** Where a server with this home keeps its caches. */
    public static Path cache(Path home) {
        return home.resolve("cache");
    }

    public Command with(Map<String, String> more) {
        var all = new LinkedHashMap<>(environment);
        all.putAll(more);
        return new Command(words, all);
    }

    Process start(ProcessBuilder.Redirect errors) throws IOException {
        var builder = new ProcessBuilder(words).redirectError(errors);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }
}
