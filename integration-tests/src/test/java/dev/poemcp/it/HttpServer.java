package dev.poemcp.it;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

/** The packaged server on HTTP, on a free local port. */
final class HttpServer implements AutoCloseable {
    private static final Pattern SERVING_LINE = Pattern.compile("serving MCP at (http://[^/ ]+)/mcp");

    private static final Duration SHUTDOWN_LIMIT = Duration.ofSeconds(5);

    private final ServerProcess process;
    private final URI uri;

    private HttpServer(ServerProcess process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /** @param launch receives the command {@code serve} and its options */
    static HttpServer start(Launch launch, String... options) {
        var process = launch.arguments("serve", "--http", "--port", "0")
                .arguments(options)
                .start();
        var found = SERVING_LINE.matcher("");
        Waiting.until("the server prints its address", () -> {
            found.reset(process.stderr());
            return found.find() || !process.isAlive();
        });
        if (!process.isAlive()) {
            throw new AssertionError("The server has ended:\n" + process.stderr());
        }
        return new HttpServer(process, URI.create(found.group(1)));
    }

    URI uri() {
        return uri;
    }

    ServerProcess process() {
        return process;
    }

    /** Sends SIGTERM; the server must exit with code 0. */
    @Override
    public void close() {
        process.terminate();
        try {
            var exit = process.awaitExit(SHUTDOWN_LIMIT);
            if (exit.code() != 0) {
                throw new AssertionError("Exit code " + exit.code() + ":\n" + process.stderr());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.kill();
        }
    }
}
