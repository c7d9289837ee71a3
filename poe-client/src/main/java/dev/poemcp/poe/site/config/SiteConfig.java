package dev.poemcp.poe.site.config;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a site client is made of.
 *
 * @param baseUrl the web site, e.g. {@code https://poe.com}
 * @param credentials null: every question fails with {@code NotConfigured}, naming {@code POE_P_B}
 * @param profileOverride a JSON file laid over the built-in site profile
 */
public record SiteConfig(
        URI baseUrl,
        @Nullable AccountCredentials credentials,
        @Nullable Path profileOverride,
        ProxySettings proxy,
        SiteLimits limits) {
    public static final URI POE = URI.create("https://poe.com");

    /** No override, no proxy, default limits. */
    public static SiteConfig of(URI baseUrl, @Nullable AccountCredentials credentials) {
        return new SiteConfig(baseUrl, credentials, null, ProxySettings.NONE, SiteLimits.DEFAULTS);
    }

    public SiteConfig withProfileOverride(@Nullable Path file) {
        return new SiteConfig(baseUrl, credentials, file, proxy, limits);
    }

    public SiteConfig withProxy(ProxySettings settings) {
        return new SiteConfig(baseUrl, credentials, profileOverride, settings, limits);
    }

    public SiteConfig withLimits(SiteLimits settings) {
        return new SiteConfig(baseUrl, credentials, profileOverride, proxy, settings);
    }
}
