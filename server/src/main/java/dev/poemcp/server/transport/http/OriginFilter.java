package dev.poemcp.server.transport.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * Decides who comes in. A web page that a user happens to visit can send requests to this machine, under its own name
 * ({@code Origin}) or, after its name was made to point here, under a name that is not ours ({@code Host}).
 */
final class OriginFilter {
    /** An address as such, so that asking what it is asks no name server. */
    private static final Pattern ADDRESS = Pattern.compile("\\[[0-9a-f:.]+]|\\d{1,3}(\\.\\d{1,3}){3}");

    private final @Nullable AccessToken token;
    private final String ownName;
    private final Set<String> origins;
    private final @Nullable Set<String> hosts;

    OriginFilter(HttpOptions options) {
        this.token = options.token();
        this.ownName = options.host().toLowerCase(Locale.ROOT);
        this.origins = new HashSet<>();
        options.allowedOrigins().forEach(origin -> origins.add(origin.toLowerCase(Locale.ROOT)));
        if (options.isLoopback()) {
            this.hosts = new HashSet<>();
            origins.forEach(origin -> hosts.add(hostOf(origin)));
            hosts.remove("");
        } else {
            // Under which names others reach it is not known here; the token keeps strangers out.
            this.hosts = null;
        }
    }

    /** Null when the request may come in. */
    @Nullable
    HttpProblem check(HttpFields headers) {
        var host = hostOf("//" + headers.get(HttpHeader.HOST));
        if (hosts != null && !hosts.contains(host) && !isOwn(host)) {
            return HttpProblem.of(HttpProblem.FORBIDDEN, "This Host is not served here.");
        }
        var origin = headers.get(HttpHeader.ORIGIN);
        if (origin != null && !allows(origin)) {
            return HttpProblem.of(HttpProblem.FORBIDDEN, "This Origin is not allowed; see POE_ALLOWED_ORIGINS.");
        }
        return null;
    }

    /** Null when the caller may use the server. */
    @Nullable
    HttpProblem checkToken(HttpFields headers) {
        return token == null || token.isPresentedBy(headers.get(HttpHeader.AUTHORIZATION))
                ? null
                : HttpProblem.of(
                        HttpProblem.UNAUTHORIZED, "Authorization: Bearer with the server's token is required.");
    }

    /** Whether a page of that origin may use the server. */
    boolean allows(String origin) {
        return origins.contains(origin.toLowerCase(Locale.ROOT)) || (hosts != null && isOwn(hostOf(origin)));
    }

    /** Whether it is a name of this machine that nobody else can make point here. */
    private boolean isOwn(String host) {
        return host.equals("localhost") || host.equals(ownName) || isLoopbackAddress(host);
    }

    private static boolean isLoopbackAddress(String host) {
        try {
            return ADDRESS.matcher(host).matches()
                    && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            // Digits that are no address.
            return false;
        }
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
