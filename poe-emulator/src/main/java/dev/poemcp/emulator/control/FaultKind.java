package dev.poemcp.emulator.control;

import static dev.poemcp.emulator.control.FaultPhase.AFTER;
import static dev.poemcp.emulator.control.FaultPhase.BEFORE;
import static dev.poemcp.emulator.control.FaultPhase.DURING;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The known failures of an exchange with the site (docs/poe-protocol.md §3.5, §3.6, §8.1 and §9). Most are a fixed
 * response, given here; the others change or break the real one.
 */
public enum FaultKind {
    /** 400 whose body is not JSON. */
    BAD_REQUEST(400, Map.of(), "Bad Request"),
    /** 401; public clients see it for a stale formkey or session. */
    UNAUTHORIZED(401, Map.of(), "Unauthorized"),
    /** 403 that is not Cloudflare's; public clients see it for a stale formkey or session. */
    FORBIDDEN(403, Map.of(), "Forbidden"),
    /** 429 without {@code Retry-After}. */
    TOO_MANY_REQUESTS(429, Map.of(), "Too Many Requests"),
    /** 429 with {@code Retry-After: 1}, in seconds. */
    TOO_MANY_REQUESTS_RETRY_AFTER(429, Map.of("Retry-After", "1"), "Too Many Requests"),
    INTERNAL_SERVER_ERROR(500, Map.of("Content-Type", "text/html"), "<html><body>500</body></html>"),
    BAD_GATEWAY(502, Map.of("Content-Type", "text/html"), "<html><body>502</body></html>"),
    SERVICE_UNAVAILABLE(503, Map.of("Content-Type", "text/html"), "<html><body>503</body></html>"),
    GATEWAY_TIMEOUT(504, Map.of("Content-Type", "text/html"), "<html><body>504</body></html>"),

    /** 200 with {@code errors} and no {@code data} key. */
    ERRORS_WITHOUT_DATA("{\"errors\":[{\"message\":\"Something went wrong\"}]}"),
    /** 200 whose root field is null beside {@code errors}, e.g. {@code {"data":{"bot":null},"errors":[…]}}. */
    NULL_ROOT_WITH_ERRORS(Set.of(BEFORE, DURING, AFTER)),
    /** 200 whose root field is null, without {@code errors}: the site's "not found". */
    NULL_ROOT(Set.of(BEFORE, DURING, AFTER)),
    /** The real response with an {@code errors} array beside its data. */
    DATA_WITH_ERRORS(Set.of(DURING, AFTER)),
    /** The real response with an empty {@code errors} array. */
    DATA_WITH_EMPTY_ERRORS(Set.of(DURING, AFTER)),
    /** 400 with {@code {"success":false,"message":"Bad Request"}}: the site's response to a wrong key or signature. */
    NOT_SUCCESS(400, jsonType(), "{\"success\":false,\"message\":\"Bad Request\"}"),
    /** The same body with status 200. */
    NOT_SUCCESS_WITH_200("{\"success\":false,\"message\":\"Bad Request\"}"),
    /** 200, {@code data: null}, "Server Error": a stale hash, or a passing failure. */
    SERVER_ERROR("{\"data\":null,\"errors\":[{\"message\":\"Server Error\"}],\"extensions\":{\"is_final\":true}}"),
    /** 200, {@code data: null}, "PersistedQueryNotFound": the hash is unknown. */
    PERSISTED_QUERY_NOT_FOUND(
            "{\"data\":null,\"errors\":[{\"message\":\"PersistedQueryNotFound\"}],\"extensions\":{\"is_final\":true}}"),

    /** A complete HTTP response whose JSON is cut off. */
    CUT_JSON(Set.of(BEFORE, DURING, AFTER)),
    /** 200 with HTML instead of JSON. */
    HTML_PAGE(
            200,
            Map.of("Content-Type", "text/html"),
            "<!doctype html><html><head><title>Poe</title></head><body>Back soon</body></html>"),
    /** 200 without a body. */
    EMPTY_BODY(200, Map.of(), ""),
    /** 307 to the login page. */
    LOGIN_REDIRECT(307, Map.of("Location", "/login"), ""),
    /** Cloudflare's challenge with {@code cf-mitigated}. */
    CLOUDFLARE_CHALLENGE(403, cloudflare(Map.of("cf-mitigated", "challenge")), challenge()),
    /** Cloudflare's challenge with status 403, recognizable by its title only. */
    CLOUDFLARE_403(403, cloudflare(Map.of()), challenge()),
    /** Cloudflare's challenge with status 503, recognizable by its title only. */
    CLOUDFLARE_503(503, cloudflare(Map.of()), challenge()),

    /** TCP reset. */
    CONNECTION_RESET(Set.of(BEFORE, DURING, AFTER)),
    /** The connection is closed without a response. */
    CONNECTION_CLOSED(Set.of(BEFORE, DURING, AFTER)),
    /** No response is sent, and the connection stays open. */
    NO_ANSWER(Set.of(BEFORE, DURING, AFTER)),
    /** The real response, delayed: executed after the delay, or before it, or with the delay within the body. */
    SLOW_ANSWER(Set.of(BEFORE, DURING, AFTER)),
    /** {@code Content-Length} is 16 bytes larger than the body before the connection closes. */
    CONTENT_LENGTH_TOO_LONG(Set.of(BEFORE, AFTER)),
    /** {@code Content-Length} is half of the body before the connection closes. */
    CONTENT_LENGTH_TOO_SHORT(Set.of(BEFORE, AFTER)),
    /** The site replaces its formkey and rejects this exchange with {@link PoeEmulator#refuseFormkeyWith}'s status. */
    FORMKEY_ROTATED(Set.of(BEFORE, AFTER));

    // All sets and maps passed to the constructors are unmodifiable; the checker sees only the interface.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<FaultPhase> phases;

    private final boolean ownAnswer;
    private final int status;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Map<String, String> headers;

    private final String body;

    FaultKind(int status, Map<String, String> headers, String body) {
        this.phases = Set.of(FaultPhase.values());
        this.ownAnswer = true;
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    FaultKind(String json) {
        this(200, jsonType(), json);
    }

    FaultKind(Set<FaultPhase> phases) {
        this.phases = phases;
        this.ownAnswer = false;
        this.status = 200;
        this.headers = jsonType();
        this.body = "";
    }

    /** The phases that this fault supports; one that changes the real response needs it to exist. */
    public Set<FaultPhase> phases() {
        return phases;
    }

    /** Whether it is a fixed response of {@link #status()}, {@link #headers()} and {@link #body()}. */
    public boolean hasOwnAnswer() {
        return ownAnswer;
    }

    public int status() {
        return status;
    }

    public Map<String, String> headers() {
        return headers;
    }

    public String body() {
        return body;
    }

    private static Map<String, String> jsonType() {
        return Map.of("Content-Type", "application/json");
    }

    private static Map<String, String> cloudflare(Map<String, String> more) {
        var headers = new HashMap<>(more);
        headers.put("Content-Type", "text/html; charset=UTF-8");
        headers.put("Server", "cloudflare");
        return Map.copyOf(headers);
    }

    private static String challenge() {
        return "<!DOCTYPE html><html lang=\"en-US\"><head><title>Just a moment...</title></head>"
                + "<body>Enable JavaScript and cookies to continue</body></html>";
    }
}
