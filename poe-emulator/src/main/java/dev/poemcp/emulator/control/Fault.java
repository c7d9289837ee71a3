package dev.poemcp.emulator.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Something that goes wrong with one exchange. Where nothing else is said, the operation is not executed. */
public sealed interface Fault {
    /** This answer instead of the real one; {@code executed} says whether the operation is done all the same. */
    record Answer(int status, Map<String, String> headers, String body, boolean executed) implements Fault {}

    /** The operation is executed and its JSON answer changed. */
    record Edited(UnaryOperator<ObjectNode> edit) implements Fault {}

    /** The operation is executed and only the first half of its answer's text arrives, as a whole HTTP answer. */
    record Truncated() implements Fault {}

    /** The answer comes late: the operation is executed before the delay, or after it. */
    record Late(Duration delay, boolean executedFirst) implements Fault {}

    /** The connection breaks without an answer. */
    record Cut(boolean executed) implements Fault {}

    /** No answer ever comes, and the connection stays open. */
    record Silence(boolean executed) implements Fault {}

    /** The mutation answers with this status of its own, and nothing happened. */
    record MutationStatus(String status, String statusMessage) implements Fault {}

    /** The operation's entity is null. */
    record NullEntity() implements Fault {}

    /** The site has a new formkey from now on, so this request and all with the old one are refused. */
    record RotatedFormkey() implements Fault {}

    /** One of the kinds of fault in one of its phases; {@link FaultCase} makes it. */
    record Phased(FaultKind kind, FaultPhase phase, Duration delay) implements Fault {}

    static Fault status(int status) {
        return new Answer(
                status, Map.of("Content-Type", "text/html"), "<html><body>" + status + "</body></html>", false);
    }

    static Fault status(int status, Map<String, String> headers, String body) {
        return new Answer(status, Map.copyOf(headers), body, false);
    }

    /** HTTP 429 that says when to come back. */
    static Fault rateLimited(Duration retryAfter) {
        return status(429, Map.of("Retry-After", Long.toString(retryAfter.toSeconds())), "Too Many Requests");
    }

    /** A status without a useful answer although the operation was executed. */
    static Fault executedThenStatus(int status) {
        return new Answer(
                status, Map.of("Content-Type", "text/html"), "<html><body>" + status + "</body></html>", true);
    }

    static Fault html() {
        return new Answer(
                200, Map.of("Content-Type", "text/html"), "<!doctype html><html><body>Back soon</body></html>", false);
    }

    /** Cloudflare's challenge page. */
    static Fault challenge() {
        return new Answer(
                403,
                Map.of("Content-Type", "text/html", "cf-mitigated", "challenge", "Server", "cloudflare"),
                "<!doctype html><html><head><title>Just a moment...</title></head><body></body></html>",
                false);
    }

    static Fault loginRedirect() {
        return new Answer(307, Map.of("Location", "/login"), "", false);
    }

    static Fault emptyBody() {
        return new Answer(200, Map.of(), "", false);
    }

    static Fault truncated() {
        return new Truncated();
    }

    /** Executed after the delay. */
    static Fault slow(Duration delay) {
        return new Late(delay, false);
    }

    /** Executed at once, answered after the delay, so that events arrive before the answer. */
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
        return new Answer(200, Map.of("Content-Type", "application/json"), body.toString(), false);
    }

    /** The site does not know the hash any more. */
    static Fault outdated() {
        return graphQlError("PersistedQueryNotFound");
    }

    /** {@code success: false}, as the site answers bad requests. */
    static Fault notSuccess(String message) {
        var body = JsonNodeFactory.instance.objectNode().put("success", false).put("message", message);
        return new Answer(400, Map.of("Content-Type", "application/json"), body.toString(), false);
    }

    /** The real answer with an {@code errors} array beside its data. */
    static Fault partial(String message) {
        return new Edited(reply -> {
            reply.putArray("errors").addObject().put("message", message);
            return reply;
        });
    }

    /** The real answer with an empty {@code errors} array. */
    static Fault emptyErrors() {
        return new Edited(reply -> {
            reply.putArray("errors");
            return reply;
        });
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
