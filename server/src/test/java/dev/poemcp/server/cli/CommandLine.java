package dev.poemcp.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.poemcp.server.assembly.Termination;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Runs commands as from a terminal, and keeps what they print. */
final class CommandLine {
    private final boolean interactive;
    private final Map<String, String> environment = new HashMap<>();
    private byte[] stdin = new byte[0];
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** Prints to a file. */
    CommandLine(Path home) {
        this(home, false);
    }

    /**
     * @param home the only variable of the environment, unless {@link #set} adds some
     * @param interactive whether it prints to a terminal
     */
    CommandLine(Path home, boolean interactive) {
        environment.put("HOME", home.toString());
        this.interactive = interactive;
    }

    CommandLine set(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** What stdin holds. */
    CommandLine typed(String text) {
        stdin = text.getBytes(UTF_8);
        return this;
    }

    /** Returns the exit code. */
    int run(String... arguments) {
        var terminal = new Terminal(
                new ByteArrayInputStream(stdin),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                environment,
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
