package dev.poemcp.server.install;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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

    /**
     * In the paths of what npx, pnpm dlx, yarn dlx and bunx load for one run; .pnpm in all of pnpm's paths, which change with
     * each version.
     */
    private static final Pattern TEMPORARY =
            Pattern.compile("[/\\\\](_npx|dlx[^/\\\\]*|bunx-[^/\\\\]*|\\.pnpm)[/\\\\]");

    /** Homebrew removes the folder of a version with its next one; opt leads to the present one. */
    private static final Pattern HOMEBREW_VERSION = Pattern.compile("/Cellar/([^/]+)/[^/]+/");

    public StartCommand {
        fixed = List.copyOf(fixed);
        options = List.copyOf(options);
    }

    /** The command that started this process, as far as it is known; without a launcher, the JVM with the jar. */
    public static StartCommand ofThisProgram(List<String> options) {
        String launcher = System.getProperty(LAUNCHER, "");
        if (isTemporary()) {
            return new StartCommand("npx", List.of("-y", "poe-mcp"), options);
        }
        if (!launcher.isBlank()) {
            String lasting = HOMEBREW_VERSION.matcher(launcher).replaceFirst("/opt/$1/");
            return new StartCommand(Files.exists(Path.of(lasting)) ? lasting : launcher, List.of(), options);
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String jar =
                Path.of(System.getProperty("java.class.path")).toAbsolutePath().toString();
        return new StartCommand(java, List.of("-cp", jar, "dev.poemcp.server.Main"), options);
    }

    /** Whether a package runner such as npx loaded this program, so that its path does not last. */
    public static boolean isTemporary() {
        return TEMPORARY.matcher(System.getProperty(LAUNCHER, "")).find();
    }

    List<String> arguments() {
        return Stream.concat(fixed.stream(), options.stream()).toList();
    }
}
