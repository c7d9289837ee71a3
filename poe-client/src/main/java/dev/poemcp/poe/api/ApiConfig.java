package dev.poemcp.poe.api;

import dev.poemcp.poe.Secret;
import dev.poemcp.poe.proxy.ProxySettings;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of the client of the official API.
 *
 * @param baseUrl e.g. {@code https://api.poe.com}
 * @param key null: every request but those for the catalogue fails with {@code NotConfigured} for {@code POE_API_KEY}
 */
public record ApiConfig(URI baseUrl, @Nullable Secret key, ProxySettings proxy, ApiLimits limits) {
    public static final URI POE = URI.create("https://api.poe.com");
    private static final String UPLOAD_PATH = "/poe_api/file_upload_3RD_PARTY_POST";

    /** No proxy, default limits. */
    public static ApiConfig of(URI baseUrl, @Nullable Secret key) {
        return new ApiConfig(baseUrl, key, ProxySettings.NONE, ApiLimits.DEFAULTS);
    }

    public ApiConfig withProxy(ProxySettings settings) {
        return new ApiConfig(baseUrl, key, settings, limits);
    }

    public ApiConfig withLimits(ApiLimits settings) {
        return new ApiConfig(baseUrl, key, proxy, settings);
    }

    /** Poe takes files on another host than the rest. Source: docs/official-api.md, files. */
    URI uploadUrl() {
        String base = withoutSlash(baseUrl.toString());
        return URI.create((base.equals(POE.toString()) ? "https://www.quora.com" : base) + UPLOAD_PATH);
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
