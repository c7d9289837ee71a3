package dev.poemcp.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.poemcp.server.assembly.Termination;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/** Runs commands as from a terminal, and keeps what they print. */
final class CommandLine {
    private final Path home;
    private final boolean interactive;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** Prints to a file. */
    CommandLine(Path home) {
        this(home, false);
    }

    /**
     * @param home the only variable of the environment
     * @param interactive whether it prints to a terminal
     */
    CommandLine(Path home, boolean interactive) {
        this.home = home;
        this.interactive = interactive;
    }

    /** Returns the exit code. */
    int run(String... arguments) {
        var terminal = new Terminal(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Map.of("HOME", home.toString()),
                interactive);
        return Commands.run(arguments, terminal, new Termination());
    }

    String stdout() {
        return out.toString(UTF_8).replace("\r\n", "\n");
    }

    String stderr() {
        return err.toString(UTF_8).replace("\r\n", "\n");
    }
}
