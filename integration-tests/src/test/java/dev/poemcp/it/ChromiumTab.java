package dev.poemcp.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One tab, or a frame with a process of its own. It waits for each command's response; events are only collected. */
final class ChromiumTab {
    private static final int LIMIT_SECONDS = 20;

    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final List<JsonNode> events = new ArrayList<>();
    private final URI debuggerUrl;
    private @Nullable WebSocket socket;
    private int lastId;

    private ChromiumTab(URI debuggerUrl) {
        this.debuggerUrl = debuggerUrl;
    }

    static ChromiumTab attach(HttpClient http, URI debuggerUrl) {
        var tab = new ChromiumTab(debuggerUrl);
        tab.socket = http.newWebSocketBuilder()
                .buildAsync(debuggerUrl, tab.new Listener())
                .join();
        return tab;
    }

    /** Where further DevTools clients of this tab connect. */
    URI debuggerUrl() {
        return debuggerUrl;
    }

    void navigate(URI page) throws IOException, InterruptedException {
        send("Page.navigate", JsonNodeFactory.instance.objectNode().put("url", page.toString()));
    }

    /** Sets a cookie that outlives the browser's process. */
    void setCookie(URI site, String name, String value) throws IOException, InterruptedException {
        send(
                "Network.setCookie",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("url", site.toString())
                        .put("name", name)
                        .put("value", value)
                        .put("httpOnly", true)
                        .put("expires", Instant.now().plus(Duration.ofDays(1)).getEpochSecond()));
    }

    /** Closes the whole browser, which stores its cookies first; a signal would end it without that. */
    void closeBrowser() throws IOException, InterruptedException {
        send("Browser.close", JsonNodeFactory.instance.objectNode());
    }

    /** Clicks the element as soon as there is one. */
    void click(String selector) {
        String element = "document.querySelector('" + selector + "')";
        Waiting.until(
                "there is " + selector, () -> evaluate(element + " !== null").asBoolean());
        evaluate(element + ".click()");
    }

    /** Waits for a page with this text. */
    void awaitText(String text) {
        Waiting.until(
                "the page says " + text,
                () -> evaluate("document.body.innerText").asText().contains(text));
    }

    /** The value of the promise that a JavaScript expression makes. */
    JsonNode await(String promise) {
        JsonNode value = evaluate(promise, true);
        if (value.isMissingNode()) {
            throw new AssertionError("No value from " + promise);
        }
        return value;
    }

    /** The value of a JavaScript expression; missing while the tab goes to another page. */
    private JsonNode evaluate(String expression) {
        return evaluate(expression, false);
    }

    private JsonNode evaluate(String expression, boolean isPromise) {
        var parameters = JsonNodeFactory.instance
                .objectNode()
                .put("expression", expression)
                .put("awaitPromise", isPromise)
                .put("returnByValue", true);
        try {
            return send("Runtime.evaluate", parameters).path("result").path("value");
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What the page has logged as an error so far, its policy's violations and its uncaught exceptions included. */
    List<JsonNode> errors() {
        send("Log.enable");
        send("Runtime.enable");
        return events.stream()
                .filter(event -> event.path("method").asText().equals("Runtime.exceptionThrown")
                        || event.path("params")
                                .path("entry")
                                .path("level")
                                .asText()
                                .equals("error")
                        || event.path("params").path("type").asText().equals("error"))
                .toList();
    }

    /** The events with this name so far, of a domain that is enabled. */
    List<JsonNode> events(String method) {
        send("Runtime.enable");
        return events.stream()
                .filter(event -> event.path("method").asText().equals(method))
                .toList();
    }

    /** Presses a key that writes nothing, such as Tab, or Enter. */
    void press(String key, int code, boolean withShift) {
        for (String type : List.of("keyDown", "keyUp")) {
            send(
                    "Input.dispatchKeyEvent",
                    "type",
                    type,
                    "key",
                    key,
                    "code",
                    key,
                    "windowsVirtualKeyCode",
                    code,
                    "modifiers",
                    withShift ? 8 : 0,
                    "text",
                    key.equals("Enter") ? "\r" : null);
        }
    }

    /** Writes into the focused field, as a keyboard does. */
    void type(String text) {
        send("Input.insertText", "text", text);
    }

    /** @param namesAndValues of its parameters */
    JsonNode send(String method, @Nullable Object... namesAndValues) {
        try {
            return send(method, HostSession.object(namesAndValues));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private JsonNode send(String method, ObjectNode parameters) throws IOException, InterruptedException {
        var command = JsonNodeFactory.instance.objectNode().put("id", ++lastId).put("method", method);
        command.set("params", parameters);
        Objects.requireNonNull(socket).sendText(command.toString(), true).join();
        JsonNode json = next(method);
        while (!json.has("id")) {
            events.add(json);
            json = next(method);
        }
        if (json.path("id").asInt() != lastId || json.has("error")) {
            throw new AssertionError("Chromium's answer to " + method + ": " + json);
        }
        return json.path("result");
    }

    private JsonNode next(String method) throws IOException, InterruptedException {
        String message = messages.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("Chromium does not answer " + method);
        }
        return new ObjectMapper().readTree(message);
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                messages.add(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}
