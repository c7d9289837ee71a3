package dev.poemcp.it.conformance;

import dev.poemcp.server.protocol.stateless.CacheHints;
import dev.poemcp.server.protocol.stateless.StateSigner;
import dev.poemcp.server.protocol.stateless.StatelessServer;
import dev.poemcp.server.transport.AccountServer;
import dev.poemcp.server.transport.http.AccountServers;
import dev.poemcp.server.transport.http.HttpServerConfig;
import dev.poemcp.server.transport.http.HttpTransport;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;

/** The fixtures over HTTP, on a local port. */
final class FixtureServer implements AutoCloseable {
    private final HttpTransport http;

    FixtureServer(int port) throws Exception {
        var table = new FixtureMethods().table();
        var statelessServer = new StatelessServer(
                table, StateSigner.random(), new CacheHints(true, Duration.ofMinutes(5)), InstantSource.system(), null);
        var service = new AccountServer(table, () -> statelessServer, () -> {});
        http = new HttpTransport(
                HttpServerConfig.loopback(port), AccountServers.forOneAccount(service), () -> "reachable");
        http.start();
    }

    URI mcp() {
        return http.uri().resolve("/mcp");
    }

    @Override
    public void close() {
        http.close();
    }

    /** Serves on the port given as argument until it is killed, to run single scenarios manually. */
    public static void main(String[] args) throws Exception {
        try (var server = new FixtureServer(Integer.parseInt(args[0]))) {
            System.err.println(server.mcp());
            Thread.currentThread().join();
        }
    }
}
