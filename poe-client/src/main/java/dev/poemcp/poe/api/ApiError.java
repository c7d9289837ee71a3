package dev.poemcp.poe.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the API says about a failure. Source: docs/official-api.md, errors.
 *
 * @param status of HTTP; in a stream, where there is none, the one that belongs to the type; 0 if unknown
 * @param type e.g. {@code invalid_request_error}
 * @param code e.g. {@code model_not_found}
 * @param param field of the request that is wrong
 */
record ApiError(
        int status,
        @Nullable String type,
        @Nullable String code,
        @Nullable String param,
        String message) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MIN_STATUS = 400;
    private static final int MAX_STATUS = 599;
    private static final Map<String, Integer> STATUSES = Map.ofEntries(
            Map.entry("invalid_request_error", 400),
            Map.entry("authentication_error", 401),
            Map.entry("invalid_api_key", 401),
            Map.entry("insufficient_credits", 402),
            Map.entry("insufficient_quota", 402),
            Map.entry("insufficient_points", 402),
            Map.entry("insufficient_fund", 402),
            Map.entry("subscription_required", 402),
            Map.entry("moderation_error", 403),
            Map.entry("not_found_error", 404),
            Map.entry("timeout_error", 408),
            Map.entry("request_too_large", 413),
            Map.entry("user_message_too_long", 413),
            Map.entry("rate_limit_error", 429),
            Map.entry("rate_limit_exceeded", 429),
            Map.entry("provider_error", 500),
            Map.entry("api_error", 500),
            Map.entry("internal_error", 500),
            Map.entry("upstream_error", 502),
            Map.entry("overloaded_error", 529));

    /** Empty if the body is not an error of the API. */
    static Optional<ApiError> ofBody(int status, String body) {
        try {
            JsonNode answer = JSON.readTree(body);
            JsonNode error = answer.path("error");
            if (error.isTextual() && answer.path("error_description").isTextual()) {
                // OAuth (RFC 6749, 5.2).
                String description = answer.path("error_description").textValue();
                return Optional.of(new ApiError(status, error.textValue(), null, null, description));
            }
            return error.isObject() || error.isTextual() ? Optional.of(of(status, error)) : Optional.empty();
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    /** An error that came in a stream. */
    static ApiError inStream(JsonNode error) {
        ApiError read = of(0, error);
        return new ApiError(read.statusOfNames(), read.type, read.code, read.param, read.message);
    }

    /** An error event of the bot query protocol. */
    static ApiError ofEvent(JsonNode event) {
        ApiError read = new ApiError(
                0,
                event.path("error_type").textValue(),
                null,
                null,
                event.path("text").asText(""));
        return new ApiError(read.statusOfNames(), read.type, null, null, read.message);
    }

    private static ApiError of(int status, JsonNode error) {
        if (error.isTextual()) {
            return new ApiError(status, null, null, null, error.textValue());
        }
        JsonNode code = error.path("code");
        return new ApiError(
                status,
                error.path("type").textValue(),
                code.isValueNode() && !code.isNull() ? code.asText() : null,
                error.path("param").textValue(),
                error.path("message").asText(""));
    }

    boolean is(String... names) {
        return Arrays.stream(names).anyMatch(name -> name.equals(type) || name.equals(code));
    }

    /** A name for it in Poe's own words. */
    String name() {
        return code != null ? code : type != null ? type : "error";
    }

    private int statusOfNames() {
        if (code != null && code.matches("\\d{3}")) {
            int number = Integer.parseInt(code);
            if (number >= MIN_STATUS && number <= MAX_STATUS) {
                return number;
            }
        }
        int byCode = code == null ? 0 : STATUSES.getOrDefault(code, 0);
        return byCode != 0 || type == null ? byCode : STATUSES.getOrDefault(type, 0);
    }
}
