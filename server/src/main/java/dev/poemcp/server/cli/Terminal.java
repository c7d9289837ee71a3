package dev.poemcp.server.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;

/** What a command reads from and writes to. */
public record Terminal(InputStream in, PrintStream out, PrintStream err, Map<String, String> environment) {
    public Terminal {
        environment = Map.copyOf(environment);
    }
}
