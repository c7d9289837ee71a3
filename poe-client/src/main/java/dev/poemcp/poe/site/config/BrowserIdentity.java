package dev.poemcp.poe.site.config;

import dev.poemcp.poe.Secret;
import java.util.Map;

/**
 * What identifies the user's browser to the site and to Cloudflare in front of it, as {@code login} found it. Clearance
 * cookies are bound to the user agent, so both are sent together (docs/poe-protocol.md §1.1).
 *
 * @param headers for every request, e.g. {@code User-Agent}, {@code Accept-Language}, {@code Sec-Ch-Ua}; they replace
 *     those of the site profile
 * @param cookies Cloudflare's: {@code cf_clearance}, {@code __cf_bm}; values exactly as the browser has them
 */
public record BrowserIdentity(Map<String, String> headers, Map<String, Secret> cookies) {
    public static final BrowserIdentity NONE = new BrowserIdentity(Map.of(), Map.of());

    public BrowserIdentity {
        headers = Map.copyOf(headers);
        cookies = Map.copyOf(cookies);
    }

    /**
     * The headers of this browser where it is known, else those of the given one. Both are never mixed: client hints of
     * one browser beside the user agent of another one give us away.
     */
    public Map<String, String> headersInsteadOf(Map<String, String> others) {
        return headers.keySet().stream().anyMatch("User-Agent"::equalsIgnoreCase) ? headers : others;
    }
}
