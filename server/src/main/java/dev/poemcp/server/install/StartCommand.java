package dev.poemcp.server.install;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * How a host starts this program.
 *
 * @param program an absolute path, since hosts started from a desktop have another {@code PATH} than a shell; npx, if it
 *     loaded this program
 * @param fixed arguments without which the program is not this one
 * @param options of this program that the user wants
 */
public record StartCommand(String program, List<String> fixed, List<String> options) {
    /** Set by the program that started this one. */
    private static final String LAUNCHER = "poe-mcp.launcher";

    /** npm's folder for what npx has loaded; npm deletes from it what it likes. */
    private static final Path NPX_CACHE = Path.of("_npx");

    public StartCommand {
        fixed = List.copyOf(fixed);
        options = List.copyOf(options);
    }

    /** The command that started this process, as far as it is known; without a launcher, the JVM with the jar. */
    public static StartCommand ofThisProgram(List<String> options) {
        String launcher = System.getProperty(LAUNCHER, "");
        if (loadedByNpx()) {
            return new StartCommand("npx", List.of("-y", "poe-mcp"), options);
        }
        if (!launcher.isBlank()) {
            return new StartCommand(launcher, List.of(), options);
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String jar =
                Path.of(System.getProperty("java.class.path")).toAbsolutePath().toString();
        return new StartCommand(java, List.of("-cp", jar, "dev.poemcp.server.Main"), options);
    }

    /** Whether npx loaded this program for this run, so that it has no lasting path. */
    public static boolean loadedByNpx() {
        Path launcher = Path.of(System.getProperty(LAUNCHER, ""));
        return StreamSupport.stream(launcher.spliterator(), false).anyMatch(NPX_CACHE::equals);
    }

    List<String> arguments() {
        return Stream.concat(fixed.stream(), options.stream()).toList();
    }
}
