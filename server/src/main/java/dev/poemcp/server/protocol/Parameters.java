package dev.poemcp.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.modelcontextprotocol.spec.McpError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of one request; malformed ones raise the protocol's error. */
public final class Parameters {
    private final JsonNode params;

    public Parameters(@Nullable JsonNode params) {
        this.params = params == null ? MissingNode.getInstance() : params;
    }

    public String text(String name) {
        var value = params.path(name);
        if (!value.isTextual()) {
            throw ProtocolErrors.invalidParams("\"" + name + "\" must be a string.");
        }
        return value.textValue();
    }

    /** Empty if it is not a string. */
    public String textOrEmpty(String name) {
        return params.path(name).asText("");
    }

    @Nullable
    String optionalText(String name) {
        var value = params.path(name);
        return value.isMissingNode() || value.isNull() ? null : text(name);
    }

    /** For a list that has one page: rejects a cursor. */
    void requireFirstPage(String listed) {
        if (optionalText("cursor") != null) {
            throw ProtocolErrors.invalidParams("there is no such cursor; all " + listed + " are on the first page.");
        }
    }

    /** Empty if missing. */
    Map<String, @Nullable Object> object(String name) {
        var value = params.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Map.of();
        }
        if (!value.isObject()) {
            throw notAnObject(name);
        }
        return plainMap(value);
    }

    private static Map<String, @Nullable Object> plainMap(JsonNode object) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        object.properties().forEach(field -> fields.put(field.getKey(), plain(field.getValue())));
        return fields;
    }

    /** As the mapper would convert it, without its overhead for every call. */
    private static @Nullable Object plain(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> plainMap(value);
            case ARRAY -> plainList(value);
            case STRING -> value.textValue();
            case NUMBER -> value.numberValue();
            case BOOLEAN -> value.booleanValue();
            // Parsed JSON has no other types.
            default -> null;
        };
    }

    private static List<@Nullable Object> plainList(JsonNode array) {
        var items = new ArrayList<@Nullable Object>(array.size());
        array.forEach(item -> items.add(plain(item)));
        return items;
    }

    private static McpError notAnObject(String name) {
        return ProtocolErrors.invalidParams("\"" + name + "\" must be an object.");
    }

    /** A nested object. */
    Parameters inner(String name) {
        var value = params.path(name);
        if (!value.isMissingNode() && !value.isNull() && !value.isObject()) {
            throw notAnObject(name);
        }
        return new Parameters(value);
    }

    /** The parameters as they were sent. */
    public JsonNode tree() {
        return params;
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
