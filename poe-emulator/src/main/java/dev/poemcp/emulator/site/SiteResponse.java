package dev.poemcp.emulator.site;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An HTTP response before it is written. */
final class SiteResponse {
    private final int status;
    private final Map<String, String> headers;
    private final @Nullable ObjectNode json;
    private final byte[] body;
    private final List<String> cookies;

    private SiteResponse(int status, Map<String, String> headers, @Nullable ObjectNode json, byte[] body) {
        this(status, headers, json, body, List.of());
    }

    private SiteResponse(
            int status, Map<String, String> headers, @Nullable ObjectNode json, byte[] body, List<String> cookies) {
        this.status = status;
        this.headers = headers;
        this.json = json;
        this.body = body;
        this.cookies = cookies;
    }

    static SiteResponse json(ObjectNode json) {
        return json(200, json);
    }

    static SiteResponse json(int status, ObjectNode json) {
        return new SiteResponse(status, Map.of("Content-Type", "application/json"), json, new byte[0]);
    }

    static SiteResponse page(String html) {
        return text(200, "text/html; charset=utf-8", html);
    }

    static SiteResponse text(int status, String contentType, String text) {
        return new SiteResponse(
                status, Map.of("Content-Type", contentType), null, text.getBytes(StandardCharsets.UTF_8));
    }

    static SiteResponse bytes(String contentType, byte[] bytes) {
        return new SiteResponse(200, Map.of("Content-Type", contentType), null, bytes);
    }

    static SiteResponse of(int status, Map<String, String> headers, byte[] body) {
        return new SiteResponse(status, headers, null, body);
    }

    /** A 401 or 403 without details. */
    static SiteResponse plain(int status) {
        return text(status, "text/plain", status == 401 ? "Unauthorized" : "Forbidden");
    }

    static SiteResponse empty(int status) {
        return new SiteResponse(status, Map.of(), null, new byte[0]);
    }

    static SiteResponse toLogin() {
        return new SiteResponse(307, Map.of("Location", "/login"), null, new byte[0]);
    }

    static SiteResponse badRequest() {
        var json = JsonNodeFactory.instance.objectNode().put("success", false).put("message", "Bad Request");
        return json(400, json);
    }

    /** The response to a query with an unknown hash or wrong variables. */
    static SiteResponse graphQlError(String message) {
        var json = JsonNodeFactory.instance.objectNode();
        json.putNull("data");
        json.putArray("errors").addObject().put("message", message);
        return json(finished(json));
    }

    static SiteResponse data(ObjectNode data) {
        var json = JsonNodeFactory.instance.objectNode();
        json.set("data", data);
        return json(finished(json));
    }

    private static ObjectNode finished(ObjectNode json) {
        json.putObject("extensions").put("is_final", true);
        return json;
    }

    SiteResponse withHeader(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new SiteResponse(status, more, json, body, cookies);
    }

    /** @param cookie value of one more {@code Set-Cookie} */
    SiteResponse withCookie(String cookie) {
        List<String> more = new ArrayList<>(cookies);
        more.add(cookie);
        return new SiteResponse(status, headers, json, body, more);
    }

    List<String> cookies() {
        return cookies;
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    /** The JSON body; null if the body is something else. */
    @Nullable
    ObjectNode json() {
        return json;
    }

    byte[] body() {
        return json == null ? body : json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
