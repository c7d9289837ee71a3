package dev.poemcp.poe.site.http;

import dev.poemcp.poe.site.config.AccountCredentials;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The account's cookies, sent only to the site's own host, and those that the site adds (for example Cloudflare's).
 * The session cookies are never replaced: a login page that clears them would lock us out permanently.
 */
public final class AccountCookies implements CookieJar {
    private static final int MAX_ADDED = 50;

    private final String host;
    private final boolean secure;
    private final Clock clock;
    private final Map<String, String> credentials = new LinkedHashMap<>();
    private final Map<String, Cookie> added = new LinkedHashMap<>();

    public AccountCookies(URI baseUrl, @Nullable AccountCredentials account, Clock clock) {
        this.clock = clock;
        var base = HttpUrl.get(baseUrl.toString());
        this.host = base.host();
        this.secure = base.isHttps();
        if (account != null) {
            credentials.put("p-b", account.pB().reveal());
            var pLat = account.pLat();
            if (pLat != null) {
                credentials.put("p-lat", pLat.reveal());
            }
            // The site renews these.
            account.browser().cookies().forEach((name, value) -> added.put(name, cookie(name, value.reveal())));
        }
    }

    @Override
    public synchronized List<Cookie> loadForRequest(HttpUrl url) {
        // The site may name an unencrypted URL of its own host.
        if (!url.host().equals(host) || (secure && !url.isHttps())) {
            return List.of();
        }
        List<Cookie> cookies = new ArrayList<>();
        credentials.forEach((name, value) -> cookies.add(cookie(name, value)));
        added.values().removeIf(cookie -> cookie.expiresAt() <= clock.millis());
        added.values().stream().filter(cookie -> cookie.matches(url)).forEach(cookies::add);
        return cookies;
    }

    private Cookie cookie(String name, String value) {
        return new Cookie.Builder().name(name).value(value).hostOnlyDomain(host).build();
    }

    @Override
    public synchronized void saveFromResponse(HttpUrl url, List<Cookie> cookies) {
        if (!url.host().equals(host)) {
            return;
        }
        for (var cookie : cookies) {
            boolean isKnown = added.containsKey(cookie.name());
            if (!credentials.containsKey(cookie.name()) && (isKnown || added.size() < MAX_ADDED)) {
                added.put(cookie.name(), cookie);
            }
        }
    }
}
