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
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** @param home the only variable of the environment */
    CommandLine(Path home) {
        this.home = home;
    }

    /** Returns the exit code. */
    int run(String... arguments) {
        var terminal = new Terminal(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Map.of("HOME", home.toString()));
        return Commands.run(arguments, terminal, new Termination());
    }

    String stdout() {
        return out.toString(UTF_8).replace("\r\n", "\n");
    }

    String stderr() {
        return err.toString(UTF_8).replace("\r\n", "\n");
    }
}
