package dev.poemcp.poe.browser.login;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.poe.site.capture.CapturedRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts together the requests of a tab from its DevTools events. Of requests other than the site's queries and scripts it
 * keeps nothing, so that no password is ever read. Not thread-safe.
 */
final class TabTraffic {
    private static final int MAX_OPEN = 2_000;
    private static final long MAX_BYTES = 10 << 20;
    /** Operations of a sign-in, whose bodies are nobody's business. */
    private static final Pattern SIGN_IN =
            Pattern.compile("login|signup|verif|password|phone|email|auth", Pattern.CASE_INSENSITIVE);

    private final URI site;
    private final Map<String, Draft> drafts = new LinkedHashMap<>();
    private final Deque<String> finished = new ArrayDeque<>();
    private final Map<String, String> browserHeaders = new LinkedHashMap<>();
    private boolean socketSeen;

    TabTraffic(URI site) {
        this.site = site;
    }

    private static final class Draft {
        @Nullable
        URI url;

        String method = "";
        boolean hasBody;
        int status;
        final Map<String, String> headers = new LinkedHashMap<>();
    }

    void event(String method, JsonNode event) {
        String id = event.path("requestId").asText();
        switch (method) {
            case "Network.requestWillBeSent" -> request(draft(id), event.path("request"));
            case "Network.requestWillBeSentExtraInfo" -> headers(draft(id), event.path("headers"));
            case "Network.responseReceived" ->
                draft(id).status = event.path("response").path("status").asInt();
            case "Network.loadingFinished" ->
                finish(id, event.path("encodedDataLength").asLong());
            case "Network.loadingFailed" -> drafts.remove(id);
            case "Network.webSocketCreated" ->
                socketSeen |= event.path("url").asText().contains("/updates?");
            default -> {
                // Other events tell nothing about requests.
            }
        }
    }

    private Draft draft(String id) {
        if (drafts.size() >= MAX_OPEN && !drafts.containsKey(id)) {
            drafts.remove(drafts.keySet().iterator().next());
        }
        return drafts.computeIfAbsent(id, unused -> new Draft());
    }

    private void request(Draft draft, JsonNode request) {
        try {
            draft.url = new URI(request.path("url").asText());
        } catch (URISyntaxException odd) {
            draft.url = null;
        }
        draft.method = request.path("method").asText();
        draft.hasBody = request.path("hasPostData").asBoolean();
        headers(draft, request.path("headers"));
    }

    private void headers(Draft draft, JsonNode headers) {
        headers.properties()
                .forEach(header -> draft.headers.put(
                        header.getKey().toLowerCase(Locale.ROOT),
                        header.getValue().asText()));
        if (isOfSite(draft)) {
            draft.headers.forEach((name, value) -> {
                if (name.equals("user-agent") || name.equals("accept-language") || name.startsWith("sec-ch-ua")) {
                    browserHeaders.put(name, value);
                }
            });
        }
    }

    private boolean isOfSite(Draft draft) {
        URI url = draft.url;
        return url != null && site.getHost().equalsIgnoreCase(url.getHost()) && site.getPort() == url.getPort();
    }

    private boolean isQuery(Draft draft) {
        URI url = draft.url;
        return url != null
                && isOfSite(draft)
                && ("/api/gql_POST".equals(url.getPath()) || "/api/gql_upload_POST".equals(url.getPath()));
    }

    /** One that a page of the site has loaded. */
    private boolean isScript(Draft draft) {
        URI url = draft.url;
        return url != null
                && String.valueOf(url.getPath()).endsWith(".js")
                && draft.headers
                        .getOrDefault("referer", "")
                        .startsWith(site.getScheme() + "://" + site.getRawAuthority() + "/");
    }

    /** Whether its body may be read: without a name it could be that of a sign-in. */
    private static boolean isReadable(Draft draft) {
        String name = draft.headers.getOrDefault("poe-queryname", "");
        return !name.isEmpty() && !SIGN_IN.matcher(name).find();
    }

    private void finish(String id, long bytes) {
        Draft draft = drafts.get(id);
        if (draft != null && bytes <= MAX_BYTES && (isQuery(draft) || isScript(draft))) {
            finished.add(id);
        } else {
            drafts.remove(id);
        }
    }

    /** Reads what events do not contain. */
    interface Bodies {
        /** Empty if the browser has it no more. */
        Optional<String> response(String requestId);

        Optional<String> request(String requestId);
    }

    /** The next complete request; empty if there is none. */
    Optional<CapturedRequest> next(Bodies bodies) {
        String id = finished.poll();
        Draft draft = id == null ? null : drafts.remove(id);
        URI url = draft == null ? null : draft.url;
        if (id == null || draft == null || url == null) {
            return Optional.empty();
        }
        boolean isQuery = isQuery(draft);
        if (isQuery && !isReadable(draft)) {
            return Optional.empty();
        }
        return Optional.of(new CapturedRequest(
                draft.method,
                url,
                draft.headers,
                isQuery && draft.hasBody ? bodies.request(id).orElse("") : "",
                draft.status,
                bodies.response(id).orElse("")));
    }

    boolean hasNext() {
        return !finished.isEmpty();
    }

    /** As this browser sends them to the site; names in lower case. */
    Map<String, String> browserHeaders() {
        return Map.copyOf(browserHeaders);
    }

    boolean hasSocket() {
        return socketSeen;
    }

    /** Whether the site answers as to someone who is signed in. */
    boolean showsViewer(CapturedRequest request) {
        if (!isAcceptedQuery(request)) {
            return false;
        }
        try {
            JsonNode viewer =
                    new ObjectMapper().readTree(request.response()).path("data").path("viewer");
            return viewer.hasNonNull("uid") || viewer.hasNonNull("poeUser");
        } catch (JacksonException broken) {
            return false;
        }
    }

    /** Whether this is a query of the site itself that it has accepted. */
    boolean isAcceptedQuery(CapturedRequest request) {
        return request.status() == 200
                && site.getHost().equalsIgnoreCase(request.url().getHost())
                && site.getPort() == request.url().getPort()
                && String.valueOf(request.url().getPath()).startsWith("/api/gql");
    }
}
