package dev.poemcp.emulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.control.ApiBehavior;
import dev.poemcp.emulator.control.ApiBehavior.BotAccess;
import dev.poemcp.emulator.control.ApiBehavior.UnknownParameters;
import dev.poemcp.emulator.world.Bot;
import dev.poemcp.emulator.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** {@code GET /v1/models} (docs/official-api.md §6): the world's bots that {@code catalogue.json} describes. */
final class Catalogue {
    private static final long CREATED_MILLIS = 1_770_000_000_000L;

    private final World world;
    private final ApiBehavior behavior;
    private final JsonNode data;

    Catalogue(World world, ApiBehavior behavior) {
        this.world = world;
        this.behavior = behavior;
        try (var in =
                Objects.requireNonNull(Catalogue.class.getResourceAsStream("/dev/poemcp/emulator/catalogue.json"))) {
            data = new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ObjectNode list() {
        var list = Json.object().put("object", "list");
        var entries = list.putArray("data");
        if (behavior.modelsListed()) {
            listed().forEach(bot -> entries.add(entry(bot)));
        }
        return list;
    }

    /**
     * One entry, by its id in any case.
     *
     * @throws ApiException if it is not listed
     */
    ObjectNode one(String id) {
        return listed().stream()
                .filter(bot -> bot.handle().equalsIgnoreCase(id))
                .findFirst()
                .map(this::entry)
                .orElseThrow(() -> new ApiException(ApiError.notListed(id)));
    }

    boolean hasTools(Bot bot) {
        return contains(bot, "supported_features", "tools");
    }

    boolean hasResponses(Bot bot) {
        return contains(bot, "supported_endpoints", "/v1/responses");
    }

    /**
     * Checks the parameters of a request against those that the model declares.
     *
     * @param fixed names of fields that every model has
     * @throws ApiException if a value is not allowed, or if an unknown parameter is refused
     */
    void checkParameters(Bot bot, JsonNode parameters, Set<String> fixed) {
        for (var given : parameters.properties()) {
            var declared = declared(bot, given.getKey());
            if (declared.isPresent()) {
                checkValue(given.getKey(), given.getValue(), declared.get());
            } else if (!fixed.contains(given.getKey()) && behavior.unknownParameters() == UnknownParameters.REFUSED) {
                throw new ApiException(ApiError.invalid(given.getKey(), "Unknown parameter: " + given.getKey()));
            }
        }
    }

    /** Checks the value of one parameter if the model declares it. */
    void checkParameter(Bot bot, String name, JsonNode value) {
        declared(bot, name).ifPresent(schema -> checkValue(name, value, schema));
    }

    private Optional<JsonNode> declared(Bot bot, String name) {
        for (var parameter : data.path(bot.handle()).path("parameters")) {
            if (parameter.path("name").asText().equals(name)) {
                return Optional.of(parameter.path("schema"));
            }
        }
        return Optional.empty();
    }

    private static void checkValue(String name, JsonNode value, JsonNode schema) {
        if (schema.has("enum")) {
            for (var allowed : schema.path("enum")) {
                if (allowed.equals(value)) {
                    return;
                }
            }
            throw wrongValue(name, value, "Supported values are " + schema.path("enum"));
        }
        var fits = switch (schema.path("type").asText()) {
            case "boolean" -> value.isBoolean();
            case "string" -> value.isTextual();
            case "number" ->
                value.isNumber()
                        && value.asDouble() >= schema.path("minimum").asDouble()
                        && value.asDouble() <= schema.path("maximum").asDouble();
            default -> throw new IllegalStateException("catalogue.json has an unknown schema: " + schema);
        };
        if (!fits) {
            throw wrongValue(name, value, "It must fit " + schema);
        }
    }

    /** As recorded: no code, the allowed values in the message (docs/official-api.md §12). */
    private static ApiException wrongValue(String name, JsonNode value, String allowed) {
        return new ApiException(
                ApiError.malformed("Unsupported value " + value + " of parameter '" + name + "'. " + allowed + "."));
    }

    private boolean contains(Bot bot, String field, String value) {
        for (var entry : data.path(bot.handle()).path(field)) {
            if (entry.asText().equals(value)) {
                return true;
            }
        }
        return false;
    }

    private List<Bot> listed() {
        synchronized (world) {
            return world.bots().stream()
                    .filter(bot -> data.has(bot.handle()))
                    .filter(bot -> behavior.access(bot.handle()) != BotAccess.REMOVED)
                    .filter(bot -> behavior.access(bot.handle()) != BotAccess.PRIVATE)
                    .toList();
        }
    }

    private ObjectNode entry(Bot bot) {
        var known = data.path(bot.handle());
        var id = bot.handle().toLowerCase(Locale.ROOT);
        var entry = Json.object()
                .put("id", id)
                .put("object", "model")
                .put("created", CREATED_MILLIS + bot.botId())
                .put("root", id)
                .put("description", bot.facts().description())
                .put("owned_by", known.path("owned_by").asText());
        var inputs = joined(known.path("input_modalities"));
        var outputs = joined(known.path("output_modalities"));
        var architecture = entry.putObject("architecture");
        architecture.set("input_modalities", known.path("input_modalities"));
        architecture.set("output_modalities", known.path("output_modalities"));
        architecture.put("modality", inputs + "->" + outputs);
        for (var field : List.of(
                "supported_features", "supported_endpoints", "pricing", "context_window", "reasoning", "parameters")) {
            entry.set(field, known.path(field));
        }
        var length = known.at("/context_window/context_length");
        entry.set("context_length", length.isMissingNode() ? JsonNodeFactory.instance.nullNode() : length);
        var metadata = entry.putObject("metadata")
                .put("display_name", bot.facts().displayName())
                .put("url", "https://poe.com/" + id);
        metadata.putObject("image")
                .put("url", "https://example.org/" + id + ".jpeg")
                .put("alt", "icon")
                .put("width", 200)
                .put("height", 200);
        return entry;
    }

    private static String joined(JsonNode texts) {
        var joined = new StringBuilder();
        texts.forEach(text -> joined.append(joined.isEmpty() ? "" : ",").append(text.asText()));
        return joined.toString();
    }
}
