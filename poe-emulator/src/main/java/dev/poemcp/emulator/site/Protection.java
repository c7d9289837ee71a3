package dev.poemcp.emulator.site;

import dev.poemcp.emulator.control.SiteBehavior;
import dev.poemcp.emulator.control.SiteBehavior.ProtectionMode;
import dev.poemcp.emulator.world.IdGenerator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * Stands in front of the site like Cloudflare: without a clearance it answers with a page whose script earns one. The
 * clearance is bound to the user agent (docs/poe-protocol.md §1.1). Which requests come from a browser, it judges by what
 * a plain HTTP client does differently: the real one judges by the TLS handshake.
 */
final class Protection {
    static final String ANSWER_PATH = "/cdn-cgi/challenge-platform/answer";
    private static final String CLEARANCE = "cf_clearance";
    private static final int MAX_CLEARANCES = 100;

    private final SiteBehavior behavior;
    private final Map<String, String> userAgents = new HashMap<>();
    private int issued;

    Protection(SiteBehavior behavior) {
        this.behavior = behavior;
    }

    /** The challenge, or the response to its script; empty if the request may pass. */
    Optional<SiteResponse> answer(Request request, String path) {
        ProtectionMode mode = behavior.protection();
        boolean isStatic = path.startsWith("/assets/") || path.startsWith("/_next/static/");
        if (mode == ProtectionMode.NONE || isStatic || (!isProtected(path) && !path.equals(ANSWER_PATH))) {
            return Optional.empty();
        }
        boolean isBrowser = mode != ProtectionMode.BROWSER_ONLY || comesFromBrowser(request);
        if (path.startsWith("/up/")) {
            return isBrowser && mode != ProtectionMode.CLOSED ? Optional.empty() : Optional.of(challenge());
        }
        if (path.equals(ANSWER_PATH) && mode != ProtectionMode.CLOSED) {
            return Optional.of(clear(userAgent(request)));
        }
        return isBrowser && mode != ProtectionMode.CLOSED && isCleared(request)
                ? Optional.empty()
                : Optional.of(challenge());
    }

    private boolean isProtected(String path) {
        return switch (behavior.protectedPart()) {
            case EVERYTHING -> true;
            case PAGES -> !path.startsWith("/api/") && !path.startsWith("/up/");
            case POSTS -> path.startsWith("/api/") && path.endsWith("_POST");
        };
    }

    private static boolean comesFromBrowser(Request request) {
        if (request.getHeaders().size() == 0) {
            return false;
        }
        HttpField first = request.getHeaders().getField(0);
        boolean isSocket = request.getHeaders().contains(HttpHeader.UPGRADE);
        return first.getHeader() == HttpHeader.HOST
                && request.getHeaders().contains(isSocket ? "Origin" : "Sec-Fetch-Site");
    }

    private synchronized boolean isCleared(Request request) {
        String agent = userAgents.get(Gate.cookies(request).getOrDefault(CLEARANCE, ""));
        return agent != null && agent.equals(userAgent(request));
    }

    private static String userAgent(Request request) {
        return String.valueOf(request.getHeaders().get(HttpHeader.USER_AGENT));
    }

    private synchronized SiteResponse clear(String userAgent) {
        String clearance = IdGenerator.derived("clearance " + ++issued + userAgent);
        if (userAgents.size() >= MAX_CLEARANCES) {
            userAgents.clear();
        }
        userAgents.put(clearance, userAgent);
        return SiteResponse.empty(204)
                .withCookie(CLEARANCE + "=" + clearance + "; Path=/; Max-Age=31536000; HttpOnly")
                .withCookie("__cf_bm=" + IdGenerator.derived("bm " + issued) + "; Path=/; Max-Age=1800; HttpOnly");
    }

    private static SiteResponse challenge() {
        return SiteResponse.text(403, "text/html; charset=utf-8", """
                        <!DOCTYPE html><html><head><title>Just a moment...</title></head><body>
                        <p>Checking your browser.</p>
                        <script>
                        fetch("%s", {method: "POST"}).then(r => { if (r.status === 204) location.reload(); });
                        </script></body></html>
                        """.formatted(ANSWER_PATH))
                .withHeader("cf-mitigated", "challenge")
                .withHeader("Server", "cloudflare");
    }
}
