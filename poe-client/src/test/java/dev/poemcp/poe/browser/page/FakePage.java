package dev.poemcp.poe.browser.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.poe.browser.BrowserException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/** A page without a browser: records what is called, and reports what a test says. */
final class FakePage implements PageConnection.Script {
    private final PageConnection connection = new PageConnection(this);
    private final List<String> calls = new ArrayList<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private BiConsumer<FakePage, Long> onStart = (page, id) -> {};
    private JsonNode started = JsonNodeFactory.instance.objectNode();
    private boolean dead;

    PageConnection connection() {
        return connection;
    }

    /** @param action gets the request's id */
    FakePage onStart(BiConsumer<FakePage, Long> action) {
        onStart = action;
        return this;
    }

    @Override
    public CompletableFuture<JsonNode> call(ObjectNode call) {
        var declaration = call.path("functionDeclaration").asText();
        var function = declaration.replaceAll(".*poeMcp\\.(\\w+)\\(.*", "$1");
        var arguments = call.path("arguments");
        var second = arguments.path(1).path("value");
        synchronized (this) {
            if (dead) {
                return CompletableFuture.failedFuture(new BrowserException("The browser has ended."));
            }
            calls.add(function);
            if (function.equals("append")) {
                body.writeBytes(Base64.getDecoder().decode(second.asText()));
            }
            if (function.equals("start")) {
                started = second;
            }
        }
        if (function.equals("start") || function.equals("open")) {
            onStart.accept(this, arguments.path(0).path("value").asLong());
        }
        return CompletableFuture.completedFuture(JsonNodeFactory.instance.objectNode());
    }

    @Override
    public void close() {}

    /** @param json the value, as JSON */
    void report(long id, String kind, String json) {
        connection.reported("[" + id + ",\"" + kind + "\"," + json + "]");
    }

    void respond(long id, int status, String headers, String text) {
        report(id, "head", "{\"status\":" + status + ",\"headers\":" + headers + "}");
        report(id, "body", "\"" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "\"");
        report(id, "end", "null");
    }

    void die() {
        synchronized (this) {
            dead = true;
        }
        connection.lost("The browser has ended.");
    }

    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    synchronized byte[] body() {
        return body.toByteArray();
    }

    synchronized JsonNode started() {
        return started;
    }

    static String text(String value) {
        return new ObjectMapper().valueToTree(value).toString();
    }
}
