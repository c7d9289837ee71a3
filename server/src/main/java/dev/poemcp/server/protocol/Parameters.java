package dev.poemcp.server.protocol;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of one request; malformed ones raise the protocol's error. */
final class Parameters {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode params;

    /** @param params as the session passes them: a tree, a map, or null */
    Parameters(@Nullable Object params) {
        this.params = params == null ? MissingNode.getInstance() : JSON.valueToTree(params);
    }

    String text(String name) {
        var value = params.path(name);
        if (!value.isTextual()) {
            throw ProtocolErrors.invalidParams("\"" + name + "\" must be a string.");
        }
        return value.textValue();
    }

    /** Empty if it is not a string. */
    String textOrEmpty(String name) {
        return params.path(name).asText("");
    }

    @Nullable
    String optionalText(String name) {
        var value = params.path(name);
        return value.isMissingNode() || value.isNull() ? null : text(name);
    }

    /** Empty if missing. */
    Map<String, Object> object(String name) {
        var value = params.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Map.of();
        }
        if (!value.isObject()) {
            throw ProtocolErrors.invalidParams("\"" + name + "\" must be an object.");
        }
        return JSON.convertValue(value, new TypeReference<Map<String, Object>>() {});
    }

    /** A nested object. */
    Parameters inner(String name) {
        return new Parameters(object(name));
    }

    /** A string or an integer; null if the client wants no progress. */
    @Nullable
    Object progressToken() {
        var token = params.path("_meta").path("progressToken");
        if (token.isTextual()) {
            return token.textValue();
        }
        return token.isNumber() ? token.numberValue() : null;
    }
}
