package dev.poemcp.poe.browser.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import okhttp3.Headers;

/** Which headers of a request a page may set. The browser adds its own, and refuses a script that tries to. */
final class PageHeaders {
    private static final Set<String> OF_THE_BROWSER = Set.of(
            "accept-charset",
            "accept-encoding",
            "accept-language",
            "cache-control",
            "connection",
            "content-length",
            "cookie",
            "date",
            "dnt",
            "expect",
            "host",
            "keep-alive",
            "origin",
            "pragma",
            "priority",
            "referer",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "upgrade-insecure-requests",
            "user-agent",
            "via");

    private PageHeaders() {}

    /** Pairs of name and value, in a new list. */
    static List<List<String>> settable(Headers headers) {
        List<List<String>> settable = new ArrayList<>();
        for (var header : headers) {
            var name = header.getFirst().toLowerCase(Locale.ROOT);
            if (!OF_THE_BROWSER.contains(name) && !name.startsWith("sec-") && !name.startsWith("proxy-")) {
                settable.add(List.of(header.getFirst(), header.getSecond()));
            }
        }
        return settable;
    }
}
