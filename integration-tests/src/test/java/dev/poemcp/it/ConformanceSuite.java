package dev.poemcp.it;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The public conformance suite, run by the installed Node package, since it requires a newer Node than the clients. */
public final class ConformanceSuite {
    private static final String SUITE = "node_modules/@modelcontextprotocol/conformance/dist/index.js";
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final NodeClients node;

    private ConformanceSuite(NodeClients node) {
        this.node = node;
    }

    public static ConformanceSuite installed() throws IOException {
        return new ConformanceSuite(NodeClients.installed());
    }

    /** Exit code and output of a run. */
    public record Run(int exitCode, String stdout, String stderr) {}

    /** @param baseline file with the known failures */
    public Run run(URI server, String revision, Path baseline) {
        var run = node.runWith(
                node.program("node_modules/.bin/node"),
                SUITE,
                Map.of(),
                LIMIT,
                "server",
                "--url",
                server.toString(),
                "--suite",
                "all",
                "--spec-version",
                revision,
                "--expected-failures",
                baseline.toString());
        return new Run(run.exitCode(), run.stdout(), run.stderr());
    }
}
