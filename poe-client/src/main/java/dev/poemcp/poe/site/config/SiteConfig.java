package dev.poemcp.poe.site.config;

import dev.poemcp.poe.http.RequestTransport;
import dev.poemcp.poe.proxy.ProxySettings;
import dev.poemcp.poe.site.negotiation.SiteKnowledge;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of a {@link dev.poemcp.poe.site.SiteClient}.
 *
 * @param baseUrl the web site, e.g. {@code https://poe.com}
 * @param credentials null: every request fails with {@code NotConfigured} for {@code POE_P_B}
 * @param profileOverride a JSON file that overrides parts of the built-in site profile
 * @param knowledge site knowledge for the base URL
 * @param transport for requests to the site, closed with the client; null: connections of this process
 */
public record SiteConfig(
        URI baseUrl,
        @Nullable AccountCredentials credentials,
        @Nullable Path profileOverride,
        ProxySettings proxy,
        SiteLimits limits,
        SiteKnowledge knowledge,
        @Nullable RequestTransport transport) {
    public static final URI POE = URI.create("https://poe.com");

    /** No override, no proxy, default limits, empty site knowledge. */
    public static SiteConfig of(URI baseUrl, @Nullable AccountCredentials credentials) {
        return new SiteConfig(
                baseUrl,
                credentials,
                null,
                ProxySettings.NONE,
                SiteLimits.DEFAULTS,
                SiteKnowledge.inMemory(Clock.systemUTC()),
                null);
    }

    public SiteConfig withProfileOverride(@Nullable Path file) {
        return new SiteConfig(baseUrl, credentials, file, proxy, limits, knowledge, transport);
    }

    public SiteConfig withProxy(ProxySettings settings) {
        return new SiteConfig(baseUrl, credentials, profileOverride, settings, limits, knowledge, transport);
    }

    public SiteConfig withLimits(SiteLimits settings) {
        return new SiteConfig(baseUrl, credentials, profileOverride, proxy, settings, knowledge, transport);
    }

    /** @param shared one instance for all clients of the same base URL */
    public SiteConfig withKnowledge(SiteKnowledge shared) {
        return new SiteConfig(baseUrl, credentials, profileOverride, proxy, limits, shared, transport);
    }

    /** @param other closed with the client */
    public SiteConfig withTransport(RequestTransport other) {
        return new SiteConfig(baseUrl, credentials, profileOverride, proxy, limits, knowledge, other);
    }
}
