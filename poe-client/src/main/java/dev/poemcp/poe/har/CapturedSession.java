package dev.poemcp.poe.har;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.site.capture.CapturedRequest;
import dev.poemcp.poe.site.config.AccountCredentials;
import dev.poemcp.poe.site.config.BrowserIdentity;
import java.net.URI;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The newest session in a capture: the cookies of one request to the site, and the browser that sent them. Source:
 * docs/poe-protocol.md §1.1, §1.2. Not thread-safe.
 */
public final class CapturedSession {
    private static final String SESSION = "p-b";

    /** Of those cookies that Cloudflare sets, those that a request needs. */
    private static final List<String> CLEARANCE = List.of("cf_clearance", "__cf_bm");

    private static final List<String> BROWSER_HEADERS = List.of("User-Agent", "Accept-Language");
    private static final String CLIENT_HINTS = "sec-ch-ua";
    private static final String VIEWER = "\"viewer\"";
    private static final int MAX_RESPONSE = 1 << 20;
    private static final String FORMKEY = "[0-9a-f]{32}";

    private final URI site;
    private Instant newest = Instant.MIN;
    private Instant newestFormkey = Instant.MIN;
    private @Nullable CapturedRequest request;
    private @Nullable Signed signed;

    /** Sessions of guests: poe.com gives every visitor a {@code p-b}. */
    private final Set<Secret> guests = new HashSet<>();

    private record Signed(Secret pB, Secret formkey) {}

    /** @param site the base URL; cookies of other hosts are ignored */
    public CapturedSession(URI site) {
        this.site = site;
    }

    /** Takes an entry into account; entries come in any order. */
    public void entry(HarEntry entry) {
        var candidate = entry.request();
        var pB = cookies(candidate).get(SESSION);
        if (!isOfSite(candidate.url()) || pB == null) {
            return;
        }
        // Entries without a time count as later than those before them.
        Instant at = Objects.requireNonNullElse(entry.started(), newest);
        if (!at.isBefore(newest)) {
            newest = at;
            request = candidate;
        }
        isGuest(candidate.response()).ifPresent(guest -> {
            // Signing in may keep the cookie.
            var unused = guest ? guests.add(pB) : guests.remove(pB);
        });
        String formkey = candidate.headers().getOrDefault("poe-formkey", "");
        if (formkey.matches(FORMKEY) && !at.isBefore(newestFormkey)) {
            newestFormkey = at;
            signed = new Signed(pB, new Secret(formkey));
        }
    }

    /** Empty for a response that does not tell (docs/poe-protocol.md §6.15). */
    private static Optional<Boolean> isGuest(String response) {
        if (!response.contains(VIEWER) || response.length() > MAX_RESPONSE) {
            return Optional.empty();
        }
        try {
            var viewer = new ObjectMapper().readTree(response).path("data").path("viewer");
            boolean tells = viewer.isNull() || viewer.has("uid");
            return tells ? Optional.of(viewer.path("uid").isNull() || viewer.isNull()) : Optional.empty();
        } catch (JsonProcessingException noJson) {
            return Optional.empty();
        }
    }

    /** Whether the newest session is certainly that of a guest. */
    public boolean isOfGuest() {
        return credentials()
                .map(AccountCredentials::pB)
                .filter(guests::contains)
                .isPresent();
    }

    /** Whether the request goes to the site itself, not to its sockets or scripts. */
    public boolean isOfSite(URI url) {
        return site.getHost().equalsIgnoreCase(url.getHost()) && site.getPort() == url.getPort();
    }

    /** Empty if no request to the site has the cookie {@code p-b}, as in a capture without sensitive data. */
    public Optional<AccountCredentials> credentials() {
        if (request == null) {
            return Optional.empty();
        }
        var cookies = cookies(request);
        var pB = Objects.requireNonNull(cookies.get(SESSION));
        // Another session's formkey would not be accepted.
        var formkey = signed != null && signed.pB().equals(pB) ? signed.formkey() : null;
        cookies.keySet().retainAll(CLEARANCE);
        return Optional.of(new AccountCredentials(
                pB, cookies(request).get("p-lat"), formkey, new BrowserIdentity(browserHeaders(request), cookies)));
    }

    private static Map<String, String> browserHeaders(CapturedRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        request.headers().forEach((name, value) -> {
            if (name.startsWith(CLIENT_HINTS)) {
                headers.put(name, value);
            }
        });
        for (String name : BROWSER_HEADERS) {
            var value = request.headers().get(name.toLowerCase(Locale.ROOT));
            if (value != null) {
                headers.put(name, value);
            }
        }
        return headers;
    }

    private static Map<String, Secret> cookies(CapturedRequest request) {
        Map<String, Secret> cookies = new LinkedHashMap<>();
        for (String pair : request.headers().getOrDefault("cookie", "").split(";", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                cookies.putIfAbsent(
                        pair.substring(0, equals).strip(),
                        new Secret(pair.substring(equals + 1).strip()));
            }
        }
        return cookies;
    }
}
