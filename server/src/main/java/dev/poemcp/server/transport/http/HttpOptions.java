package dev.poemcp.server.transport.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where and for whom to serve.
 *
 * @param host to listen on
 * @param port 0 for any free one
 * @param token null when everyone who reaches the port may come in
 * @param allowedOrigins of web pages that may, besides those of this machine; as browsers write them
 */
public record HttpOptions(
        String host, int port, @Nullable AccessToken token, Set<String> allowedOrigins, HttpLimits limits) {
    public HttpOptions {
        allowedOrigins = Set.copyOf(allowedOrigins);
    }

    /** On this machine only, with nothing else allowed. */
    public static HttpOptions loopback(int port) {
        return new HttpOptions("127.0.0.1", port, null, Set.of(), HttpLimits.defaults());
    }

    /** Whether only programs of this machine can reach it. */
    public boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
