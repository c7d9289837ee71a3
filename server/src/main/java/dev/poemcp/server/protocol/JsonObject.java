package dev.poemcp.server.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds a JSON object; keeps the order, omits nulls. */
final class JsonObject {
    private final Map<String, Object> values = new LinkedHashMap<>();

    JsonObject with(String name, @Nullable Object value) {
        if (value != null) {
            values.put(name, value);
        }
        return this;
    }

    Map<String, Object> asMap() {
        return values;
    }
}
