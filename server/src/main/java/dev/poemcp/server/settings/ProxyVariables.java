package dev.poemcp.server.settings;

import dev.poemcp.poe.proxy.ProxySettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads {@link Setting#HTTPS_PROXY} and {@link Setting#NO_PROXY}, whose names are also written in lower case. */
final class ProxyVariables {
    private static final int MAX_PORT = 65_535;

    private ProxyVariables() {}

    /**
     * @throws InvalidSettingException when the proxy is not a usable URL; the message omits it, since it may contain a
     *     password
     */
    static ProxySettings read(Map<String, String> environment) {
        String proxy = text(environment, Setting.HTTPS_PROXY);
        if (proxy == null) {
            return ProxySettings.NONE;
        }
        try {
            URI url = new URI(proxy.contains("://") ? proxy : "http://" + proxy);
            String scheme = url.getScheme().toLowerCase(Locale.ROOT);
            if (url.getHost() != null
                    && (scheme.equals("http") || scheme.equals("https"))
                    && url.getPort() != 0
                    && url.getPort() <= MAX_PORT) {
                return new ProxySettings(url, Objects.requireNonNullElse(text(environment, Setting.NO_PROXY), ""));
            }
        } catch (URISyntaxException e) {
            // Same message as for an unsupported URL.
        }
        throw new InvalidSettingException(name(environment, Setting.HTTPS_PROXY)
                + " must be the URL of an HTTP proxy, like http://proxy.example:3128.");
    }

    private static @Nullable String text(Map<String, String> environment, Setting setting) {
        String value = environment.getOrDefault(name(environment, setting), "");
        return value.isBlank() ? null : value.strip();
    }

    /** The spelling that has a value; upper case if both or neither have one. */
    private static String name(Map<String, String> environment, Setting setting) {
        String lower = setting.variable().toLowerCase(Locale.ROOT);
        boolean onlyLower = environment.getOrDefault(setting.variable(), "").isBlank()
                && !environment.getOrDefault(lower, "").isBlank();
        return onlyLower ? lower : setting.variable();
    }
}
