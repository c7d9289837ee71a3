package dev.poemcp.it;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

/** The packaged server on HTTP, on a free port of this machine. */
final class HttpServer implements AutoCloseable {
    private static final Pattern SERVING = Pattern.compile("serving MCP at (http://[^/ ]+)/mcp");

    private static final Duration END = Duration.ofSeconds(5);

    private final ServerProcess process;
    private final URI uri;

    private HttpServer(ServerProcess process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /** @param launch of the server; {@code serve} and its options are added here */
    static HttpServer start(Launch launch, String... options) throws InterruptedException {
        var process = launch.arguments("serve", "--http", "--port", "0")
                .arguments(options)
                .start();
        var found = SERVING.matcher("");
        Waiting.until("the server says where it is", () -> {
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

    /** Ends it as a service manager does; it must go by itself, and well. */
    @Override
    public void close() {
        process.terminate();
        try {
            var exit = process.awaitExit(END);
            if (exit.code() != 0) {
                throw new AssertionError("Exit code " + exit.code() + ":\n" + process.stderr());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.kill();
        }
    }
}
