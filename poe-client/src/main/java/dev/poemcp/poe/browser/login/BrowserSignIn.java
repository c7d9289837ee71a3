package dev.poemcp.poe.browser.login;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.browser.BrowserException;
import dev.poemcp.poe.browser.DevTools;
import dev.poemcp.poe.site.capture.CapturedRequest;
import dev.poemcp.poe.site.capture.SiteLearner;
import dev.poemcp.poe.site.config.AccountCredentials;
import dev.poemcp.poe.site.config.BrowserIdentity;
import dev.poemcp.poe.site.profile.SiteProfile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Waits in a tab of the user's browser until they are signed in, and learns from the tab's traffic. Nothing is typed,
 * pressed or sent: it opens the site once, and looks.
 */
final class BrowserSignIn {
    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(10);
    /** After the sign-in, for the page's own requests. */
    private static final Duration SETTLE_LIMIT = Duration.ofSeconds(10);

    private static final Duration QUIET = Duration.ofMillis(1_500);
    private static final long LOOK_MILLIS = 500;
    private static final int MAX_EVENTS = 20_000;
    private static final List<String> CLEARANCE = List.of("cf_clearance", "__cf_bm");
    private static final Pattern KEY = Pattern.compile("[0-9a-f]{32}");
    private static final String FORMKEY = "poe-formkey";

    /** A getter returns 34 characters, of which the site uses 32 (docs/poe-protocol.md §2.1). */
    private static final int KEY_LENGTH = 32;

    private final URI site;
    private final SiteProfile profile;
    private final DevTools devTools;
    private final TabTraffic traffic;
    private final SiteLearner learner;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>(MAX_EVENTS);
    private String session = "";
    private boolean viewerSeen;
    private boolean settingsSeen;
    private @Nullable String formkey;
    private volatile @Nullable String ended;

    private record Event(String method, JsonNode parameters) {}

    BrowserSignIn(URI site, SiteProfile profile, DevTools devTools) {
        this.site = site;
        this.profile = profile;
        this.devTools = devTools;
        this.traffic = new TabTraffic(site);
        this.learner = new SiteLearner(site, profile);
    }

    /**
     * Opens the site and waits.
     *
     * @param limit time for the user
     * @return empty if the time is up
     */
    Optional<SignedIn> run(Duration limit) throws BrowserException, InterruptedException {
        open();
        long start = System.nanoTime();
        while (System.nanoTime() - start < limit.toNanos()) {
            take(LOOK_MILLIS);
            Map<String, String> cookies = cookies();
            if (cookies.containsKey("p-b") && (viewerSeen || pageShowsViewer())) {
                settle();
                return Optional.of(signedIn());
            }
        }
        return Optional.empty();
    }

    private void open() throws BrowserException, InterruptedException {
        String target = emptyTab();
        session = devTools.call(
                        null,
                        "Target.attachToTarget",
                        object().put("targetId", target).put("flatten", true),
                        COMMAND_LIMIT)
                .path("sessionId")
                .asText();
        devTools.listen(session, new DevTools.SessionListener() {
            @Override
            public void event(String method, JsonNode parameters) {
                if (parameters.path("request") instanceof ObjectNode request) {
                    // It may hold a password.
                    request.remove(List.of("postData", "postDataEntries"));
                }
                // When full, a request is not learned from; the sign-in goes on.
                boolean unused = events.offer(new Event(method, parameters));
            }

            @Override
            public void detached(String why) {
                ended = why;
            }
        });
        call("Page.enable", object());
        call("Network.enable", object().put("maxPostDataSize", 1));
        call("Page.navigate", object().put("url", site + "/"));
    }

    /** The tab that the browser started with, so that the user sees a single one. */
    private String emptyTab() throws BrowserException, InterruptedException {
        JsonNode targets = devTools.call(null, "Target.getTargets", object(), COMMAND_LIMIT)
                .path("targetInfos");
        for (JsonNode target : targets) {
            if (target.path("type").asText().equals("page")
                    && target.path("url").asText().equals("about:blank")) {
                return target.path("targetId").asText();
            }
        }
        return devTools.call(null, "Target.createTarget", object().put("url", "about:blank"), COMMAND_LIMIT)
                .path("targetId")
                .asText();
    }

    /** Handles events until none has come for the time. */
    private boolean take(long millis) throws BrowserException, InterruptedException {
        boolean any = false;
        for (Event event = events.poll(millis, TimeUnit.MILLISECONDS); event != null; event = events.poll()) {
            any = true;
            traffic.event(event.method(), event.parameters());
        }
        while (traffic.hasNext()) {
            traffic.next(new TabBodies()).ifPresent(this::learn);
        }
        String why = ended;
        if (why != null) {
            throw new BrowserException(why);
        }
        return any;
    }

    private void learn(CapturedRequest request) {
        learner.request(request);
        viewerSeen |= traffic.showsViewer(request);
        settingsSeen |= request.body().contains("ettingsPageQuery");
        String key = request.headers().getOrDefault(FORMKEY, "");
        if (KEY.matcher(key).matches() && traffic.isAcceptedQuery(request)) {
            formkey = key;
        }
    }

    /** Waits until the page has made its requests. */
    private void settle() throws BrowserException, InterruptedException {
        long start = System.nanoTime();
        long lastEvent = start;
        while (System.nanoTime() - start < SETTLE_LIMIT.toNanos()) {
            if (take(LOOK_MILLIS)) {
                lastEvent = System.nanoTime();
            }
            boolean isComplete = settingsSeen && traffic.hasSocket();
            if (System.nanoTime() - lastEvent > (isComplete ? QUIET : QUIET.multipliedBy(2)).toNanos()) {
                return;
            }
        }
    }

    private SignedIn signedIn() throws BrowserException, InterruptedException {
        Map<String, String> cookies = cookies();
        Map<String, Secret> clearance = new LinkedHashMap<>();
        CLEARANCE.stream()
                .filter(cookies::containsKey)
                .forEach(name -> clearance.put(name, new Secret(cookies.getOrDefault(name, ""))));
        String key = formkey == null ? keyOfPage() : formkey;
        String pLat = cookies.get("p-lat");
        var account = new AccountCredentials(
                new Secret(cookies.getOrDefault("p-b", "")),
                pLat == null ? null : new Secret(pLat),
                key == null ? null : new Secret(key),
                new BrowserIdentity(headers(), clearance));
        return new SignedIn(account, learner.learned());
    }

    private Map<String, String> headers() throws BrowserException, InterruptedException {
        Map<String, String> headers = new LinkedHashMap<>();
        traffic.browserHeaders().forEach((name, value) -> headers.put(capitalized(name), value));
        if (!headers.containsKey("User-Agent")) {
            headers.put(
                    "User-Agent",
                    devTools.call(null, "Browser.getVersion", object(), COMMAND_LIMIT)
                            .path("userAgent")
                            .asText());
        }
        return headers;
    }

    private static String capitalized(String name) {
        return Stream.of(name.split("-", -1))
                .map(part -> part.isEmpty() ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1))
                .collect(Collectors.joining("-"));
    }

    /** Exact values by name, of the site only. */
    private Map<String, String> cookies() throws BrowserException, InterruptedException {
        var parameters = object();
        parameters.putArray("urls").add(site + "/");
        Map<String, String> cookies = new LinkedHashMap<>();
        call("Network.getCookies", parameters)
                .path("cookies")
                .forEach(cookie -> cookies.put(
                        cookie.path("name").asText(), cookie.path("value").asText()));
        return cookies;
    }

    private boolean pageShowsViewer() throws InterruptedException {
        String script = """
                (() => {
                  const data = document.getElementById("__NEXT_DATA__");
                  if (!data || location.origin !== %s) return false;
                  let found = false;
                  JSON.parse(data.textContent, (key, value) => {
                    if (key === "viewer" && value && (value.uid || value.poeUser)) found = true;
                    return value;
                  });
                  return found;
                })()
                """.formatted(JsonNodeFactory.instance.textNode(origin()));
        return evaluate(script).map(JsonNode::asBoolean).orElse(false);
    }

    private String origin() {
        return site.getScheme() + "://" + site.getRawAuthority();
    }

    /** By the page's own function; null if it has none that is known. */
    private @Nullable String keyOfPage() throws InterruptedException {
        for (String getter : profile.builds().get(0).formkey().getterNames()) {
            String key = evaluate("String(window[" + JsonNodeFactory.instance.textNode(getter) + "]())")
                    .map(JsonNode::asText)
                    .orElse("");
            if (key.length() >= KEY_LENGTH
                    && KEY.matcher(key.substring(0, KEY_LENGTH)).matches()) {
                return key.substring(0, KEY_LENGTH);
            }
        }
        return null;
    }

    /** Empty while the tab goes to another page, or if the script fails. */
    private Optional<JsonNode> evaluate(String script) throws InterruptedException {
        try {
            JsonNode result =
                    call("Runtime.evaluate", object().put("expression", script).put("returnByValue", true));
            return result.has("exceptionDetails")
                    ? Optional.empty()
                    : Optional.of(result.path("result").path("value"));
        } catch (BrowserException between) {
            return Optional.empty();
        }
    }

    private JsonNode call(String method, ObjectNode parameters) throws BrowserException, InterruptedException {
        return devTools.call(session, method, parameters, COMMAND_LIMIT);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private final class TabBodies implements TabTraffic.Bodies {
        @Override
        public Optional<String> response(String requestId) {
            return ask("Network.getResponseBody", requestId).map(result -> {
                String body = result.path("body").asText();
                return result.path("base64Encoded").asBoolean()
                        ? new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8)
                        : body;
            });
        }

        @Override
        public Optional<String> request(String requestId) {
            return ask("Network.getRequestPostData", requestId)
                    .map(result -> result.path("postData").asText());
        }

        private Optional<JsonNode> ask(String method, String requestId) {
            try {
                return Optional.of(call(method, object().put("requestId", requestId)));
            } catch (BrowserException gone) {
                // The browser forgets bodies when a tab goes to another page.
                return Optional.empty();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
    }
}
