package dev.poemcp.poe.api;

import dev.poemcp.poe.Model;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.text.NearestName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks a model's own options before they are sent, because Poe may ignore a wrong one without a word. Source:
 * docs/official-api.md, parameters.
 */
final class ParameterCheck {
    private static final Set<String> RESERVED = Set.of("model", "messages", "input", "stream", "stream_options");
    private static final Map<String, Object> TOKENS = Map.of("type", "integer", "minimum", 1);

    /** Fields of the endpoints that a model takes without listing them. */
    private static final Map<String, Map<String, Object>> STANDARD = Map.ofEntries(
            Map.entry("temperature", Map.of("type", "number", "minimum", 0, "maximum", 2)),
            Map.entry("top_p", Map.of("type", "number", "minimum", 0, "maximum", 1)),
            Map.entry("max_tokens", TOKENS),
            Map.entry("max_completion_tokens", TOKENS),
            Map.entry("max_output_tokens", TOKENS),
            Map.entry("stop", Map.of("type", List.of("string", "array"), "maxItems", 4)),
            Map.entry("seed", Map.of("type", "integer")),
            Map.entry("presence_penalty", Map.of("type", "number", "minimum", -2, "maximum", 2)),
            Map.entry("frequency_penalty", Map.of("type", "number", "minimum", -2, "maximum", 2)),
            Map.entry("reasoning_effort", Map.of("type", "string")),
            Map.entry("reasoning", Map.of("type", "object")));

    private ParameterCheck() {}

    /**
     * @param model empty for a bot that is not in the catalogue, whose options no one knows
     * @throws PoeException {@link PoeFailure.InvalidRequest} that names the parameter and what is allowed
     */
    static void check(Optional<Model> model, Map<String, Object> parameters) {
        model.ifPresent(known -> parameters.forEach((name, value) -> check(known, name, value)));
    }

    private static void check(Model model, String name, Object value) {
        if (RESERVED.contains(name)) {
            throw invalid("The parameter \"" + name + "\" cannot be set: it belongs to the message itself.");
        }
        Map<String, Map<String, Object>> schemas = new LinkedHashMap<>(STANDARD);
        model.parameters().forEach(parameter -> schemas.put(parameter.name(), parameter.schema()));
        Map<String, Object> schema = schemas.get(name);
        if (schema == null) {
            List<String> own =
                    model.parameters().stream().map(Model.Parameter::name).toList();
            throw invalid(model.id() + " has no parameter \"" + name + "\""
                    + NearestName.of(name, schemas.keySet())
                            .map(near -> "; did you mean \"" + near + "\"?")
                            .orElse(
                                    own.isEmpty()
                                            ? "; it has none of its own."
                                            : "; it has " + String.join(", ", own) + "."));
        }
        ValueSchema expected = new ValueSchema(schema);
        if (!expected.accepts(value)) {
            throw invalid("The parameter \"" + name + "\" of " + model.id() + " takes " + expected.describe() + ", not "
                    + ValueSchema.show(value) + ".");
        }
    }

    private static PoeException invalid(String what) {
        return new PoeException(new PoeFailure.InvalidRequest(what));
    }
}
