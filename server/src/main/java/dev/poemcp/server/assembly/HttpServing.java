package dev.poemcp.server.assembly;

import dev.poemcp.poe.Secret;
import dev.poemcp.poe.proxy.ProxyRules;
import dev.poemcp.server.settings.Credentials;
import dev.poemcp.server.settings.InvalidSettingException;
import dev.poemcp.server.transport.http.AccessToken;
import dev.poemcp.server.transport.http.AccountServers;
import dev.poemcp.server.transport.http.CallerHeaders;
import dev.poemcp.server.transport.http.HttpLimits;
import dev.poemcp.server.transport.http.HttpServerConfig;
import dev.poemcp.server.transport.http.HttpTransport;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Runs the MCP server on HTTP until the process is asked to end. */
public final class HttpServing {
    /** Users whose sockets and caches are kept at a time. */
    private static final int MAX_USERS = 1_000;

    private HttpServing() {}

    /**
     * Returns after an orderly shutdown.
     *
     * @param onStart receives the server's URI
     * @throws java.io.IOException when the address cannot be listened on
     */
    public static void serve(Program program, String host, int port, Termination termination, Consumer<String> onStart)
            throws Exception {
        var settings = program.http();
        var token = settings.token() == null
                ? null
                : new AccessToken(settings.token().reveal());
        var options = new HttpServerConfig(host, port, token, settings.allowedOrigins(), HttpLimits.defaults());
        if (token == null && !options.isLoopback()) {
            throw new InvalidSettingException("To listen on another address than loopback, set POE_HTTP_TOKEN:"
                    + " otherwise anyone who reaches the port can use your account.");
        }
        var reachability =
                new Reachability(poe(program), new ProxyRules(program.settings().proxy()));
        var services = settings.multiUser()
                ? AccountServers.perCredentials(
                        MAX_USERS,
                        caller -> program.servicesFor(credentials(caller)).server(false))
                : AccountServers.forOneAccount(program.services().server(true));
        var ended = new CountDownLatch(1);
        try (var http = new HttpTransport(options, services, reachability::state)) {
            // So that the first health check has a result.
            var unused = reachability.state();
            http.start();
            onStart.accept(http.uri().toString());
            program.services().keepArchive();
            termination.onRequest(0, ended::countDown);
            ended.await();
        }
    }

    private static Credentials credentials(CallerHeaders caller) {
        return new Credentials(
                caller.pB().map(Secret::new).orElse(null),
                caller.pLat().map(Secret::new).orElse(null),
                caller.formkey().map(Secret::new).orElse(null),
                caller.apiKey().map(Secret::new).orElse(null));
    }

    /** Where requests go. */
    private static URI poe(Program program) {
        var settings = program.settings();
        return settings.credentials().isOnlyApiKey() ? settings.apiBaseUrl() : settings.baseUrl();
    }
}
