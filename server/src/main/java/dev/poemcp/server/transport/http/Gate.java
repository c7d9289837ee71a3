package dev.poemcp.server.transport.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * Decides who comes in. A web page that a user happens to visit can send requests to this machine, under its own name
 * ({@code Origin}) or, after its name was made to point here, under a name that is not ours ({@code Host}).
 */
final class Gate {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final @Nullable AccessToken token;
    private final Set<String> origins;
    private final @Nullable Set<String> hosts;

    Gate(HttpOptions options) {
        this.token = options.token();
        this.origins = new HashSet<>();
        options.allowedOrigins().forEach(origin -> origins.add(origin.toLowerCase(Locale.ROOT)));
        if (options.isLoopback()) {
            this.hosts = new HashSet<>(LOOPBACK);
            origins.forEach(origin -> hosts.add(hostOf(origin)));
            hosts.remove("");
        } else {
            // Under which names others reach it is not known here; the token keeps strangers out.
            this.hosts = null;
        }
    }

    /** Null when the request may come in. */
    @Nullable
    Problem check(HttpFields headers) {
        if (hosts != null && !hosts.contains(hostOf("//" + headers.get(HttpHeader.HOST)))) {
            return Problem.of(Problem.FORBIDDEN, "This Host is not served here.");
        }
        var origin = headers.get(HttpHeader.ORIGIN);
        if (origin != null && !allows(origin)) {
            return Problem.of(Problem.FORBIDDEN, "This Origin is not allowed; see POE_ALLOWED_ORIGINS.");
        }
        return null;
    }

    /** Null when the caller may use the server. */
    @Nullable
    Problem checkToken(HttpFields headers) {
        return token == null || token.isPresentedBy(headers.get(HttpHeader.AUTHORIZATION))
                ? null
                : Problem.of(Problem.UNAUTHORIZED, "Authorization: Bearer with the server's token is required.");
    }

    private boolean allows(String origin) {
        return origins.contains(origin.toLowerCase(Locale.ROOT))
                || (hosts != null && LOOPBACK.contains(hostOf(origin)));
    }

    /** Of a URI, in lower case, without the port; empty when it has none. */
    private static String hostOf(String uri) {
        try {
            var host = new URI(uri).getHost();
            return host == null ? "" : host.toLowerCase(Locale.ROOT);
        } catch (URISyntaxException e) {
            return "";
        }
    }
}
