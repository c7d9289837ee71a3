package dev.poemcp.emulator.site;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An HTTP answer before it is written. */
final class Answer {
    private final int status;
    private final Map<String, String> headers;
    private final @Nullable ObjectNode json;
    private final byte[] body;

    private Answer(int status, Map<String, String> headers, @Nullable ObjectNode json, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.json = json;
        this.body = body;
    }

    static Answer json(ObjectNode json) {
        return json(200, json);
    }

    static Answer json(int status, ObjectNode json) {
        return new Answer(status, Map.of("Content-Type", "application/json"), json, new byte[0]);
    }

    static Answer page(String html) {
        return text(200, "text/html; charset=utf-8", html);
    }

    static Answer text(int status, String contentType, String text) {
        return new Answer(status, Map.of("Content-Type", contentType), null, text.getBytes(StandardCharsets.UTF_8));
    }

    static Answer bytes(String contentType, byte[] bytes) {
        return new Answer(200, Map.of("Content-Type", contentType), null, bytes);
    }

    static Answer of(int status, Map<String, String> headers, byte[] body) {
        return new Answer(status, headers, null, body);
    }

    /** A 401 or 403 that says no more. */
    static Answer plain(int status) {
        return text(status, "text/plain", status == 401 ? "Unauthorized" : "Forbidden");
    }

    static Answer empty(int status) {
        return new Answer(status, Map.of(), null, new byte[0]);
    }

    static Answer toLogin() {
        return new Answer(307, Map.of("Location", "/login"), null, new byte[0]);
    }

    static Answer badRequest() {
        var json = JsonNodeFactory.instance.objectNode().put("success", false).put("message", "Bad Request");
        return json(400, json);
    }

    /** What a query gives that is stale, or has other variables than its hash. */
    static Answer graphQlError(String message) {
        var json = JsonNodeFactory.instance.objectNode();
        json.putNull("data");
        json.putArray("errors").addObject().put("message", message);
        return json(finished(json));
    }

    static Answer data(ObjectNode data) {
        var json = JsonNodeFactory.instance.objectNode();
        json.set("data", data);
        return json(finished(json));
    }

    private static ObjectNode finished(ObjectNode json) {
        json.putObject("extensions").put("is_final", true);
        return json;
    }

    Answer withHeader(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, json, body);
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    /** The JSON it carries; null where it carries something else. */
    @Nullable
    ObjectNode json() {
        return json;
    }

    byte[] body() {
        return json == null ? body : json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
