package dev.poemcp.emulator.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/** Reads JSON bodies and checks their fields. */
final class Json {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /**
     * The object in a body.
     *
     * @throws ApiException if the body is something else
     */
    static ObjectNode parse(byte[] body) {
        try {
            if (MAPPER.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw new ApiException(ApiError.malformed("The body is not valid JSON"));
        }
        throw new ApiException(ApiError.malformed("The body must be a JSON object"));
    }

    static boolean isJson(String text) {
        try {
            return !MAPPER.readTree(text).isMissingNode();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /**
     * A required text.
     *
     * @throws ApiException if it is absent, empty or no text
     */
    static String requiredText(JsonNode object, String field) {
        if (!object.hasNonNull(field)) {
            throw new ApiException(ApiError.missing(field));
        }
        if (!object.path(field).isTextual() || object.path(field).asText().isEmpty()) {
            throw new ApiException(ApiError.invalid(field, field + " must be a text"));
        }
        return object.path(field).asText();
    }

    /** An optional flag; false if absent. */
    static boolean flag(JsonNode object, String field) {
        check(!object.hasNonNull(field) || object.path(field).isBoolean(), field, "must be a boolean");
        return object.path(field).asBoolean();
    }

    /** An optional whole number of at least 1. */
    static Optional<Integer> count(JsonNode object, String field) {
        if (!object.hasNonNull(field)) {
            return Optional.empty();
        }
        var value = object.path(field);
        check(value.canConvertToInt() && value.isIntegralNumber() && value.asInt() > 0, field, "must be at least 1");
        return Optional.of(value.asInt());
    }

    /** Checks an optional number. */
    static void range(JsonNode object, String field, double min, double max) {
        var value = object.path(field);
        check(
                !object.hasNonNull(field) || (value.isNumber() && value.asDouble() >= min && value.asDouble() <= max),
                field,
                "must be from " + min + " to " + max);
    }

    /** Throws an {@link ApiException} for this field unless the condition holds. */
    static void check(boolean condition, String field, String rule) {
        if (!condition) {
            throw new ApiException(ApiError.invalid(field, field + " " + rule));
        }
    }
}
