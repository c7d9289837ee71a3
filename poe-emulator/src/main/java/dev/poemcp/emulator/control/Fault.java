package dev.poemcp.emulator.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A failure of one exchange. The operation is not executed unless stated otherwise. */
public sealed interface Fault {
    /** This response instead of the real one; {@code executed}: whether the operation is executed anyway. */
    record Response(int status, Map<String, String> headers, String body, boolean executed) implements Fault {}

    /** The operation is executed and its JSON response changed. */
    record Edited(UnaryOperator<ObjectNode> edit) implements Fault {}

    /** The operation is executed; the body is cut in half, in a complete HTTP response. */
    record Truncated() implements Fault {}

    /** The response is delayed; the operation is executed before or after the delay. */
    record Late(Duration delay, boolean executedFirst) implements Fault {}

    /** The connection is closed without a response. */
    record Cut(boolean executed) implements Fault {}

    /** No response is sent, and the connection stays open. */
    record Silence(boolean executed) implements Fault {}

    /** The mutation returns this status and is not executed. */
    record MutationStatus(String status, String statusMessage) implements Fault {}

    /** The operation's root field is null. */
    record NullEntity() implements Fault {}

    /** The site replaces its formkey, so this request and all later ones with the old key are rejected. */
    record RotatedFormkey() implements Fault {}

    /** A kind of fault in one of its phases; see {@link FaultCase#fault()}. */
    record Phased(FaultKind kind, FaultPhase phase, Duration delay) implements Fault {}

    static Fault status(int status) {
        return new Response(
                status, Map.of("Content-Type", "text/html"), "<html><body>" + status + "</body></html>", false);
    }

    static Fault status(int status, Map<String, String> headers, String body) {
        return new Response(status, Map.copyOf(headers), body, false);
    }

    /** HTTP 429 with {@code Retry-After}. */
    static Fault rateLimited(Duration retryAfter) {
        return status(429, Map.of("Retry-After", Long.toString(retryAfter.toSeconds())), "Too Many Requests");
    }

    /** This status without a useful body, although the operation is executed. */
    static Fault executedThenStatus(int status) {
        return new Response(
                status, Map.of("Content-Type", "text/html"), "<html><body>" + status + "</body></html>", true);
    }

    static Fault html() {
        return new Response(
                200, Map.of("Content-Type", "text/html"), "<!doctype html><html><body>Back soon</body></html>", false);
    }

    /** Cloudflare's challenge page. */
    static Fault challenge() {
        return new Response(
                403,
                Map.of("Content-Type", "text/html", "cf-mitigated", "challenge", "Server", "cloudflare"),
                "<!doctype html><html><head><title>Just a moment...</title></head><body></body></html>",
                false);
    }

    static Fault loginRedirect() {
        return new Response(307, Map.of("Location", "/login"), "", false);
    }

    static Fault emptyBody() {
        return new Response(200, Map.of(), "", false);
    }

    static Fault truncated() {
        return new Truncated();
    }

    /** Executed after the delay. */
    static Fault slow(Duration delay) {
        return new Late(delay, false);
    }

    /** Executed immediately; the response follows after the delay, so that events arrive before it. */
    static Fault answeredLate(Duration delay) {
        return new Late(delay, true);
    }

    static Fault cutBefore() {
        return new Cut(false);
    }

    static Fault cutAfter() {
        return new Cut(true);
    }

    static Fault silence() {
        return new Silence(false);
    }

    static Fault silenceAfterExecution() {
        return new Silence(true);
    }

    /** {@code data: null} with this error message. */
    static Fault graphQlError(String message) {
        var body = JsonNodeFactory.instance.objectNode();
        body.putNull("data");
        body.putArray("errors").addObject().put("message", message);
        body.putObject("extensions").put("is_final", true);
        return new Response(200, Map.of("Content-Type", "application/json"), body.toString(), false);
    }

    /** The site no longer knows the hash. */
    static Fault outdated() {
        return graphQlError("PersistedQueryNotFound");
    }

    /** {@code success: false}, the site's response to bad requests. */
    static Fault notSuccess(String message) {
        var body = JsonNodeFactory.instance.objectNode().put("success", false).put("message", message);
        return new Response(400, Map.of("Content-Type", "application/json"), body.toString(), false);
    }

    /** The real response with an {@code errors} array beside its data. */
    static Fault partial(String message) {
        return new Edited(response -> {
            response.putArray("errors").addObject().put("message", message);
            return response;
        });
    }

    /** The real response with an empty {@code errors} array. */
    static Fault emptyErrors() {
        return new Edited(response -> {
            response.putArray("errors");
            return response;
        });
    }

    /**
     * The real response in which a field has another name wherever it occurs, as after a change of the site's schema:
     * {@code viewer} becomes {@code viewer2}.
     */
    static Fault renamedField(String from, String to) {
        return new Edited(response -> (ObjectNode) JsonEdit.renamed(response, from, to));
    }

    /** The real response without the fields of this name. */
    static Fault withoutField(String name) {
        return new Edited(response -> (ObjectNode) JsonEdit.without(response, name));
    }

    static Fault edited(UnaryOperator<ObjectNode> edit) {
        return new Edited(edit);
    }

    static Fault mutationStatus(String status, String statusMessage) {
        return new MutationStatus(status, statusMessage);
    }

    static Fault nullEntity() {
        return new NullEntity();
    }

    static Fault rotatedFormkey() {
        return new RotatedFormkey();
    }
}
