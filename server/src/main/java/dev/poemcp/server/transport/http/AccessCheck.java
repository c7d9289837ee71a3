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
 * Filters requests by {@code Origin} and {@code Host}. A web page that the user visits can send requests to this
 * machine under its own origin or, by DNS rebinding, under a foreign host name.
 */
final class AccessCheck {
    /** A literal IP address, which is resolved without DNS. */
    private static final Pattern ADDRESS = Pattern.compile("\\[[0-9a-f:.]+]|\\d{1,3}(\\.\\d{1,3}){3}");

    private final @Nullable AccessToken token;
    private final String ownHost;
    private final Set<String> origins;
    private final @Nullable Set<String> hosts;
    /** Header of the last request whose host was allowed; mostly the next one has the same. */
    private volatile @Nullable String allowedHost;

    AccessCheck(HttpServerConfig options) {
        this.token = options.token();
        this.ownHost = options.host().toLowerCase(Locale.ROOT);
        this.origins = new HashSet<>();
        options.allowedOrigins().forEach(origin -> origins.add(origin.toLowerCase(Locale.ROOT)));
        if (options.isLoopback()) {
            this.hosts = new HashSet<>();
            origins.forEach(origin -> hosts.add(hostOf(origin)));
            hosts.remove("");
        } else {
            // The host names that clients use are unknown; the token restricts access.
            this.hosts = null;
        }
    }

    /** Null when the request is allowed. */
    @Nullable
    HttpProblem check(HttpFields headers) {
        if (!allowsHost(headers.get(HttpHeader.HOST))) {
            return HttpProblem.of(HttpProblem.FORBIDDEN, "This Host is not served here.");
        }
        var origin = headers.get(HttpHeader.ORIGIN);
        if (origin != null && !allows(origin)) {
            return HttpProblem.of(HttpProblem.FORBIDDEN, "This Origin is not allowed; see POE_ALLOWED_ORIGINS.");
        }
        return null;
    }

    private boolean allowsHost(@Nullable String header) {
        if (hosts == null || (header != null && header.equals(allowedHost))) {
            return true;
        }
        var host = hostOf("//" + header);
        var allowed = hosts.contains(host) || isOwn(host);
        if (allowed) {
            allowedHost = header;
        }
        return allowed;
    }

    /** Null when the request has the required token. */
    @Nullable
    HttpProblem checkToken(HttpFields headers) {
        return token == null || token.isPresentedBy(headers.get(HttpHeader.AUTHORIZATION))
                ? null
                : HttpProblem.of(
                        HttpProblem.UNAUTHORIZED, "Authorization: Bearer with the server's token is required.");
    }

    /** Whether web pages of the origin may use the server. */
    boolean allows(String origin) {
        return origins.contains(origin.toLowerCase(Locale.ROOT)) || (hosts != null && isOwn(hostOf(origin)));
    }

    /** Whether it is a name of this machine that DNS rebinding cannot use. */
    private boolean isOwn(String host) {
        return host.equals("localhost") || host.equals(ownHost) || isLoopbackAddress(host);
    }

    private static boolean isLoopbackAddress(String host) {
        try {
            return ADDRESS.matcher(host).matches()
                    && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            // Not an address.
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
