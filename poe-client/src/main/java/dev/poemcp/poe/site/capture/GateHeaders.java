package dev.poemcp.poe.site.capture;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The site's own headers on signed requests, as templates without values of a session. Not thread-safe. */
final class GateHeaders {
    private static final String OWN = "poe";
    private static final String REVISION = "poe-revision";
    private static final String QUERY_NAME = "poe-queryname";
    private static final String BACKEND = "poegraphql";
    /** Of a session or of a single request: the client makes them itself. */
    private static final Set<String> MADE = Set.of("poe-formkey", "poe-tag-id", "poe-tchannel");

    /** In the name of a header whose value is a credential, however short it is. */
    private static final List<String> SECRET_WORDS = List.of("key", "token", "session", "secret", "auth", "user");

    private static final int MAX_HEADERS = 20;
    private static final Pattern FIXED = Pattern.compile("[\\w.-]{1,20}");

    private final Map<String, String> templates = new LinkedHashMap<>();
    private final Set<String> changing = new HashSet<>();
    private final Map<String, Integer> backends = new HashMap<>();
    private @Nullable String revision;

    void request(Map<String, String> headers, String queryName) {
        headers.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith(OWN) && !MADE.contains(lower) && !changing.contains(lower)) {
                header(lower, value, queryName);
            }
        });
    }

    private void header(String name, String value, String queryName) {
        if (name.equals(REVISION)
                && FIXED.matcher(value.substring(0, Math.min(20, value.length())))
                        .matches()
                && value.length() <= 64) {
            revision = value;
            put(name, "$revision");
        } else if (name.equals(QUERY_NAME) && value.equalsIgnoreCase(queryName)) {
            put(name, "$queryName");
        } else if (name.equals(BACKEND)) {
            backends.merge(value, 1, Integer::sum);
        } else if (!name.equals(QUERY_NAME)
                && SECRET_WORDS.stream().noneMatch(name::contains)
                && FIXED.matcher(value).matches()
                && templates.getOrDefault(name, value).equals(value)) {
            put(name, value);
        } else {
            // A value that differs from request to request, or is too long to be a switch, may belong to the session.
            changing.add(name);
            templates.remove(name);
        }
    }

    private void put(String name, String template) {
        if (templates.size() < MAX_HEADERS) {
            templates.put(name, template);
        }
    }

    Map<String, String> templates() {
        Map<String, String> all = new LinkedHashMap<>(templates);
        backends.entrySet().stream()
                .filter(entry -> entry.getKey().equals("0") || entry.getKey().equals("1"))
                .max(Map.Entry.comparingByValue())
                .ifPresent(entry -> all.put(BACKEND, entry.getKey()));
        return all;
    }

    @Nullable
    String revision() {
        return revision;
    }
}
