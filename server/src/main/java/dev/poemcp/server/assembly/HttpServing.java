package dev.poemcp.server.assembly;

import dev.poemcp.poe.Secret;
import dev.poemcp.server.settings.Credentials;
import dev.poemcp.server.settings.InvalidSettingException;
import dev.poemcp.server.transport.http.AccessToken;
import dev.poemcp.server.transport.http.CallerHeaders;
import dev.poemcp.server.transport.http.HttpLimits;
import dev.poemcp.server.transport.http.HttpOptions;
import dev.poemcp.server.transport.http.HttpTransport;
import dev.poemcp.server.transport.http.Service;
import dev.poemcp.server.transport.http.Services;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** The MCP server on HTTP, until the process is told to end. */
public final class HttpServing {
    /** Users whose sockets and caches are kept at a time. */
    private static final int MOST_USERS = 1_000;

    private HttpServing() {}

    /**
     * Returns when the server has ended in good order.
     *
     * @param onStart told where the server is
     * @throws java.io.IOException when the address cannot be listened on
     */
    public static void serve(Program program, String host, int port, Termination termination, Consumer<String> onStart)
            throws Exception {
        var settings = program.http();
        var token = settings.token() == null
                ? null
                : new AccessToken(settings.token().reveal());
        var options = new HttpOptions(host, port, token, settings.allowedOrigins(), HttpLimits.defaults());
        if (token == null && !options.isLoopback()) {
            throw new InvalidSettingException("To listen on another address than loopback, set POE_HTTP_TOKEN: whoever"
                    + " reaches the port would else use your account.");
        }
        var reachability = new Reachability(program.settings().baseUrl());
        var services = settings.multiUser()
                ? Services.perCaller(MOST_USERS, caller -> service(program.assemblyFor(credentials(caller)), false))
                : Services.shared(service(program.assembly(), true));
        var over = new CountDownLatch(1);
        try (var http = new HttpTransport(options, services, reachability::state)) {
            // So that the first health check has something to tell.
            var unused = reachability.state();
            http.start();
            onStart.accept(http.uri().toString());
            termination.onRequest(0, over::countDown);
            over.await();
        }
    }

    private static Service service(AccountServices assembly, boolean sameForAll) {
        var protocol = assembly.protocol();
        return new Service(protocol, assembly.modern(protocol, sameForAll), protocol::accepted, assembly::close);
    }

    private static Credentials credentials(CallerHeaders caller) {
        return new Credentials(
                caller.pB().map(Secret::new).orElse(null),
                caller.pLat().map(Secret::new).orElse(null),
                caller.formkey().map(Secret::new).orElse(null));
    }
}
