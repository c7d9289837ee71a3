package dev.poemcp.poe.proxy;

import dev.poemcp.poe.Secret;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The proxy for outgoing connections.
 *
 * @param proxy for example {@code http://proxy.example:3128}, with or without user and password; null: no proxy
 * @param noProxy comma list as in {@code NO_PROXY}: host names, {@code .suffixes}, addresses, {@code *}
 */
public record ProxySettings(@Nullable URI proxy, String noProxy) {
    public static final ProxySettings NONE = new ProxySettings(null, "");

    /** The password of the proxy, if its URL has one. */
    public Optional<Secret> password() {
        var user = proxy == null ? null : proxy.getUserInfo();
        return user == null || user.indexOf(':') < 0
                ? Optional.empty()
                : Optional.of(new Secret(user.substring(user.indexOf(':') + 1)));
    }

    /** Omits the user part, which may contain a password. */
    @Override
    public String toString() {
        return proxy == null ? "no proxy" : "proxy " + proxy.getHost() + ":" + proxy.getPort();
    }
}
