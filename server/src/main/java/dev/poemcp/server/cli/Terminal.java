package dev.poemcp.server.cli;

import java.io.Console;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;

/**
 * Streams and environment of a command.
 *
 * @param interactive whether a user watches {@code out}; it may otherwise be a file or a pipe
 */
public record Terminal(
        InputStream in, PrintStream out, PrintStream err, Map<String, String> environment, boolean interactive) {
    public Terminal {
        environment = Map.copyOf(environment);
    }

    /** Text of a stranger for {@code out}: on a terminal without control characters, since these could command it. */
    String shown(String text) {
        return interactive ? text.replaceAll("[\\p{Cc}&&[^\n\t]]", "") : text;
    }

    /** Whether the process has a terminal. */
    @SuppressWarnings("SystemConsoleNull") // Both behaviors are handled.
    public static boolean isPresent() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // Java 22 and newer have a console also without a terminal, and tell the two apart.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
