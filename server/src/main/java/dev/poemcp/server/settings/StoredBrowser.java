package dev.poemcp.server.settings;

import dev.poemcp.poe.Secret;
import java.util.Map;

/**
 * How the browser in which the user signed in presents itself: Cloudflare's cookies are valid only together with its
 * user agent.
 *
 * @param headers of every request, for example {@code User-Agent}
 * @param cookies besides those of the account, for example {@code cf_clearance}
 */
public record StoredBrowser(Map<String, String> headers, Map<String, Secret> cookies) {
    public static final StoredBrowser NONE = new StoredBrowser(Map.of(), Map.of());

    public StoredBrowser {
        headers = Map.copyOf(headers);
        cookies = Map.copyOf(cookies);
    }
}
