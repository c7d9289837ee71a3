package dev.poemcp.server.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;

/** Streams and environment of a command. */
public record Terminal(InputStream in, PrintStream out, PrintStream err, Map<String, String> environment) {
    public Terminal {
        environment = Map.copyOf(environment);
    }
}
