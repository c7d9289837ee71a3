package dev.poemcp.server.settings;

import dev.poemcp.poe.Secret;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the HTTP server only.
 *
 * @param token that clients must present; null for none
 * @param allowedOrigins of web pages that may use the server, besides those of this machine
 * @param multiUser whether every request brings its own credentials
 */
public record HttpSettings(@Nullable Secret token, Set<String> allowedOrigins, boolean multiUser) {
    public HttpSettings {
        allowedOrigins = Set.copyOf(allowedOrigins);
    }
}
