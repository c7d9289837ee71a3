package dev.poemcp.emulator.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.control.ApiBehavior;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A failure of a request, in the form of the OpenAI-shaped endpoints (docs/official-api.md §12). */
record ApiError(
        int status,
        String type,
        @Nullable String code,
        String message,
        @Nullable String param) {

    static ApiError invalidKey(ApiBehavior behavior) {
        return new ApiError(401, behavior.unauthorizedType(), "invalid_api_key", "Incorrect API key provided.", null);
    }

    static ApiError missing(String param) {
        return new ApiError(
                400, "invalid_request_error", "missing_parameter", "Missing required parameter: " + param, param);
    }

    static ApiError invalid(String param, String message) {
        return new ApiError(400, "invalid_request_error", "invalid_parameter", message, param);
    }

    static ApiError malformed(String message) {
        return new ApiError(400, "invalid_request_error", null, message, null);
    }

    /** A question to a bot that does not exist. */
    static ApiError modelNotFound(String model) {
        return new ApiError(
                400, "invalid_request_error", "model_not_found", "The model '" + model + "' does not exist.", "model");
    }

    /** A catalogue entry that does not exist. */
    static ApiError notListed(String model) {
        return new ApiError(404, "not_found_error", null, "The model '" + model + "' does not exist.", null);
    }

    static ApiError privateBot() {
        return new ApiError(403, "permission_error", null, "Cannot access private bots", "model");
    }

    static ApiError withoutTools(String model) {
        return new ApiError(
                400,
                "invalid_request_error",
                "unsupported_feature_for_model",
                "The model '" + model + "' does not support tools.",
                "model");
    }

    static ApiError noPoints(ApiBehavior behavior) {
        var type = behavior.payment().name().toLowerCase(Locale.ROOT);
        return new ApiError(402, type, type, "You do not have enough points for this request.", null);
    }

    static ApiError noSubscription() {
        return new ApiError(
                402,
                "subscription_required",
                "subscription_required",
                "This model needs an active subscription.",
                "model");
    }

    static ApiError tooLarge(String message) {
        return new ApiError(413, "request_too_large", null, message, null);
    }

    static ApiError rateLimited(String message) {
        return new ApiError(429, "rate_limit_error", "rate_limit_exceeded", message, null);
    }

    static ApiError provider(String message) {
        return new ApiError(500, "provider_error", "internal_error", message, null);
    }

    /** What a test planned for a request. */
    static ApiError planned(int status) {
        var type = switch (status) {
            case 400 -> "invalid_request_error";
            case 401 -> "authentication_error";
            case 402 -> "insufficient_credits";
            case 403 -> "moderation_error";
            case 404 -> "not_found_error";
            case 408 -> "timeout_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 502 -> "upstream_error";
            case 529 -> "overloaded_error";
            default -> "provider_error";
        };
        var code = status == 429 ? "rate_limit_exceeded" : null;
        return new ApiError(status, type, code, "Planned failure with status " + status, null);
    }

    /** {@code {"error": {…}}}, with the code in the form that the behavior selects. */
    ObjectNode json(ApiBehavior behavior) {
        var json = JsonNodeFactory.instance.objectNode();
        var error = json.putObject("error").put("message", message).put("type", type);
        switch (behavior.errorCode()) {
            case TEXT -> error.put("code", code);
            case NUMBER -> error.put("code", status);
            case NULL -> error.putNull("code");
            case ABSENT -> error.remove("code");
        }
        if (param != null) {
            error.put("param", param);
        }
        return json;
    }
}
