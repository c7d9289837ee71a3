package dev.poemcp.poe.browser.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.poe.browser.BrowserException;
import dev.poemcp.poe.browser.DevTools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens an empty page at the site's address in a tab of its own, and the script in it. The browser is told the page's
 * content instead of asking the site for it: so none of the site's own scripts run, no challenge is ever worked on, and
 * nothing leads away from the page. Requests from it are those of a page of the site.
 *
 * <p>The script runs in an isolated world, where neither the page nor its content security policy reaches it.
 */
final class PageOpener {
    private static final Logger log = LoggerFactory.getLogger(PageOpener.class);
    private static final Duration CLOSE_LIMIT = Duration.ofMillis(500);
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final String WORLD = "poe-mcp";
    private static final String BINDING = "poeMcpReport";
    private static final String PAGE = Base64.getEncoder()
            .encodeToString("<!doctype html><title>poe-mcp</title><p>poe-mcp sends its requests from this page."
                    .getBytes(StandardCharsets.UTF_8));

    private final String address;

    /** @param baseUrl of the site */
    PageOpener(URI baseUrl) {
        this.address = baseUrl + "/";
    }

    PageConnection open(DevTools devTools) throws BrowserException, InterruptedException {
        var targetId = devTools.call(
                        null,
                        "Target.createTarget",
                        object().put("url", "about:blank").put("background", true),
                        LIMIT)
                .path("targetId")
                .asText();
        try {
            return open(devTools, targetId);
        } catch (BrowserException | InterruptedException failed) {
            // Otherwise every attempt would leave a tab behind.
            var unused = devTools.send(null, "Target.closeTarget", object().put("targetId", targetId));
            throw failed;
        }
    }

    private PageConnection open(DevTools devTools, String targetId) throws BrowserException, InterruptedException {
        var session = devTools.call(
                        null,
                        "Target.attachToTarget",
                        object().put("targetId", targetId).put("flatten", true),
                        LIMIT)
                .path("sessionId")
                .asText();
        var events = new PageEvents(devTools, session);
        devTools.listen(session, events);
        devTools.call(session, "Page.enable", object(), LIMIT);
        devTools.call(session, "Runtime.enable", object(), LIMIT);
        devTools.call(session, "Fetch.enable", documents(), LIMIT);
        devTools.call(
                session, "Runtime.addBinding", object().put("name", BINDING).put("executionContextName", WORLD), LIMIT);
        var frame = devTools.call(session, "Page.navigate", object().put("url", address), LIMIT);
        if (frame.hasNonNull("errorText")) {
            throw new BrowserException("The browser cannot open a page at " + address + ": "
                    + frame.path("errorText").asText() + ".");
        }
        events.awaitLoaded();
        long context = devTools.call(
                        session,
                        "Page.createIsolatedWorld",
                        object().put("frameId", frame.path("frameId").asText()).put("worldName", WORLD),
                        LIMIT)
                .path("executionContextId")
                .asLong();
        var connection = new PageConnection(new TabScript(devTools, targetId, session, context));
        events.connect(connection, context);
        install(devTools, session, context);
        return connection;
    }

    private static ObjectNode documents() {
        var parameters = object();
        parameters
                .putArray("patterns")
                .addObject()
                .put("urlPattern", "*")
                .put("resourceType", "Document")
                .put("requestStage", "Request");
        return parameters;
    }

    private void install(DevTools devTools, String session, long context)
            throws BrowserException, InterruptedException {
        var parameters = object().put("contextId", context).put("expression", script() + ";\nlocation.href");
        var address = devTools.call(session, "Runtime.evaluate", parameters.put("returnByValue", true), LIMIT);
        if (address.has("exceptionDetails")
                || !address.at("/result/value").asText().equals(this.address)) {
            throw new BrowserException("The browser shows another page than " + this.address + ".");
        }
    }

    private static String script() {
        try (var file = PageOpener.class.getResourceAsStream("page-script.js")) {
            return new String(Objects.requireNonNull(file, "page-script.js").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException("page-script.js cannot be read", broken);
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private record TabScript(DevTools devTools, String targetId, String session, long context)
            implements PageConnection.Script {
        @Override
        public CompletableFuture<JsonNode> call(ObjectNode call) {
            return devTools.send(session, "Runtime.callFunctionOn", call.put("executionContextId", context));
        }

        @Override
        public void close() {
            try {
                // Waits, since the connection may be closed next, and the browser may belong to another server.
                devTools.call(null, "Target.closeTarget", object().put("targetId", targetId), CLOSE_LIMIT);
            } catch (BrowserException gone) {
                log.debug("The tab does not close: {}", gone.getMessage());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The events of one page, from before its navigation to its end. */
    private static final class PageEvents implements DevTools.SessionListener {
        private final DevTools devTools;
        private final String session;
        private final CompletableFuture<Void> loaded = new CompletableFuture<>();
        private volatile @Nullable PageConnection connection;
        private volatile long context;
        private volatile @Nullable String end;

        PageEvents(DevTools devTools, String session) {
            this.devTools = devTools;
            this.session = session;
        }

        void awaitLoaded() throws BrowserException, InterruptedException {
            try {
                loaded.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException failed) {
                throw new BrowserException("The browser's page did not open.", failed);
            }
        }

        void connect(PageConnection opened, long contextId) {
            context = contextId;
            connection = opened;
            var why = end;
            if (why != null) {
                opened.lost(why);
            }
        }

        @Override
        public void event(String method, JsonNode parameters) {
            switch (method) {
                case "Runtime.bindingCalled" -> {
                    var open = connection;
                    if (open != null && parameters.path("executionContextId").asLong() == context) {
                        open.reported(parameters.path("payload").asText());
                    }
                }
                case "Fetch.requestPaused" -> answer(parameters);
                case "Page.loadEventFired" -> loaded.complete(null);
                case "Runtime.executionContextDestroyed" -> {
                    if (connection != null
                            && parameters.path("executionContextId").asLong() == context) {
                        end("The browser's page went to another address.");
                    }
                }
                case "Runtime.executionContextsCleared" -> {
                    if (connection != null) {
                        end("The browser's page went to another address.");
                    }
                }
                case "Inspector.targetCrashed" -> end("The browser's page has crashed.");
                default -> {
                    // Other events mean nothing here.
                }
            }
        }

        private void answer(JsonNode paused) {
            var parameters = object().put("requestId", paused.path("requestId").asText())
                    .put("responseCode", 200)
                    .put("body", PAGE);
            parameters
                    .putArray("responseHeaders")
                    .addObject()
                    .put("name", "Content-Type")
                    .put("value", "text/html; charset=utf-8");
            var unused = devTools.send(session, "Fetch.fulfillRequest", parameters);
        }

        @Override
        public void detached(String why) {
            end(why);
        }

        private void end(String why) {
            end = why;
            loaded.completeExceptionally(new BrowserException(why));
            var open = connection;
            if (open != null) {
                open.lost(why);
            }
        }
    }
}
