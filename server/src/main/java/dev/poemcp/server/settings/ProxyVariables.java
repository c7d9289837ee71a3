package dev.poemcp.server.settings;

import dev.poemcp.poe.site.config.ProxySettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The way out that {@code HTTPS_PROXY} and {@code NO_PROXY} name, in capitals or not, as everywhere. */
public final class ProxyVariables {
    private ProxyVariables() {}

    /** @throws InvalidSettingException when the proxy is no URL; its text is left out, since it may hold a password */
    public static ProxySettings read(Map<String, String> environment) {
        var proxy = either(environment, "HTTPS_PROXY", "https_proxy");
        var noProxy = either(environment, "NO_PROXY", "no_proxy");
        if (proxy == null) {
            return ProxySettings.NONE;
        }
        try {
            var url = new URI(proxy.contains("://") ? proxy : "http://" + proxy);
            if (url.getHost() != null) {
                return new ProxySettings(url, Objects.requireNonNullElse(noProxy, ""));
            }
        } catch (URISyntaxException e) {
            // The same sentence as for a URL without a host.
        }
        throw new InvalidSettingException("HTTPS_PROXY must be the URL of a proxy, like http://proxy.example:3128.");
    }

    private static @Nullable String either(Map<String, String> environment, String name, String other) {
        var value = environment.getOrDefault(name, environment.getOrDefault(other, ""));
        return value.isBlank() ? null : value.strip();
    }
}
