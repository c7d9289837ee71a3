package dev.poemcp.poe.api;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.poe.Model;
import dev.poemcp.poe.Model.Parameter;
import dev.poemcp.poe.Model.Pricing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one entry of the catalogue; what is missing or odd is null. Source: docs/official-api.md, catalogue. */
final class ModelReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<LinkedHashMap<String, Object>> SCHEMA = new TypeReference<>() {};

    private ModelReader() {}

    /** Empty without a name to ask it by. */
    static Optional<Model> read(JsonNode entry) {
        String id = entry.path("id").asText("");
        if (id.isBlank()) {
            return Optional.empty();
        }
        JsonNode architecture = entry.path("architecture");
        JsonNode window = entry.path("context_window");
        Long context = number(window.path("context_length"));
        Long created = number(entry.path("created"));
        JsonNode endpoints = entry.path("supported_endpoints");
        return Optional.of(new Model(
                id,
                entry.path("metadata").path("display_name").textValue(),
                entry.path("owned_by").textValue(),
                entry.path("description").textValue(),
                texts(architecture.path("input_modalities")),
                texts(architecture.path("output_modalities")),
                context == null ? number(entry.path("context_length")) : context,
                number(window.path("max_output_tokens")),
                pricing(entry.path("pricing")),
                created == null || created <= 0 ? null : Instant.ofEpochMilli(created),
                endpoints.isArray() ? texts(endpoints) : null,
                parameters(entry.path("parameters"))));
    }

    private static @Nullable Pricing pricing(JsonNode prices) {
        return prices.isObject()
                ? new Pricing(
                        price(prices.path("prompt")),
                        price(prices.path("completion")),
                        price(prices.path("image")),
                        price(prices.path("request")),
                        price(prices.path("input_cache_read")),
                        price(prices.path("input_cache_write")))
                : null;
    }

    private static @Nullable String price(JsonNode price) {
        return price.isTextual() || price.isNumber() ? price.asText() : null;
    }

    private static List<Parameter> parameters(JsonNode list) {
        List<Parameter> parameters = new ArrayList<>();
        for (JsonNode entry : list) {
            String name = entry.path("name").asText("");
            if (!name.isBlank()) {
                parameters.add(new Parameter(name, entry.path("description").textValue(), schema(entry)));
            }
        }
        return parameters;
    }

    /** With the default, which the catalogue has beside the schema. */
    private static Map<String, Object> schema(JsonNode parameter) {
        JsonNode node = parameter.path("schema");
        Map<String, Object> schema = node.isObject() ? JSON.convertValue(node, SCHEMA) : new LinkedHashMap<>();
        JsonNode fallback = parameter.path("default_value");
        if (fallback.isValueNode() && !fallback.isNull()) {
            schema.putIfAbsent("default", JSON.convertValue(fallback, Object.class));
        }
        schema.values().removeIf(value -> value == null);
        return schema;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : list) {
            if (element.isTextual()) {
                texts.add(element.textValue());
            }
        }
        return texts;
    }

    private static @Nullable Long number(JsonNode node) {
        return node.isNumber() && node.canConvertToLong() ? Long.valueOf(node.longValue()) : null;
    }
}
