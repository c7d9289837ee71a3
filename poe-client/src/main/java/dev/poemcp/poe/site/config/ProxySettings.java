package dev.poemcp.poe.site.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How to leave this machine.
 *
 * @param proxy for example {@code http://proxy.example:3128}, with or without user and password; null: no proxy
 * @param noProxy comma list as in {@code NO_PROXY}: host names, {@code .suffixes}, addresses, {@code *}
 */
public record ProxySettings(@Nullable URI proxy, String noProxy) {
    public static final ProxySettings NONE = new ProxySettings(null, "");

    /** Leaves out the user part, which may be a password. */
    @Override
    public String toString() {
        return proxy == null ? "no proxy" : "proxy " + proxy.getHost() + ":" + proxy.getPort();
    }
}
