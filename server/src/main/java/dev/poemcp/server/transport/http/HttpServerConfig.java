package dev.poemcp.server.transport.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Address and access rules of the HTTP server.
 *
 * @param host to listen on
 * @param port 0 for any free one
 * @param token null to accept every client that reaches the port
 * @param allowedOrigins origins of web pages that may use the server, besides those of this machine
 */
public record HttpServerConfig(
        String host, int port, @Nullable AccessToken token, Set<String> allowedOrigins, HttpLimits limits) {
    public HttpServerConfig {
        allowedOrigins = Set.copyOf(allowedOrigins);
    }

    /** Listens on loopback, without a token or further origins. */
    public static HttpServerConfig loopback(int port) {
        return new HttpServerConfig("127.0.0.1", port, null, Set.of(), HttpLimits.defaults());
    }

    /** Whether only programs on this machine can connect. */
    public boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
