package dev.poemcp.server.tools;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.poemcp.poe.text.NearestName;
import dev.poemcp.server.tools.api.ToolException;
import dev.poemcp.tool.ErrorCode;
import dev.poemcp.tool.PublishedTool;
import dev.poemcp.tool.ToolDefinition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Validates a caller's arguments against the tool's published schema and converts them to its record. Accepts what the
 * schema accepts, except blank texts; an optional argument may also be {@code null}, as some hosts send it.
 */
public final class ArgumentValidator {
    private static final int MAX_NAME_LENGTH = 60;

    private final ObjectMapper json = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private final Map<String, ArgumentSchema> schemas = new ConcurrentHashMap<>();

    /**
     * @throws ToolException {@link ErrorCode#INVALID_ARGUMENT}: one sentence on which argument is wrong and what is
     *     allowed
     */
    public <A extends Record> A bind(ToolDefinition<A, ?> definition, Map<String, Object> arguments) {
        ArgumentSchema schema = schemas.computeIfAbsent(
                definition.name(),
                name -> ArgumentSchema.of(PublishedTool.of(definition, json).inputSchema()));
        Map<String, Object> given = new LinkedHashMap<>(arguments);
        given.values().removeIf(value -> value == null);
        for (String name : arguments.keySet()) {
            if (!schema.properties().containsKey(name)) {
                throw unknown(definition.name(), name, schema);
            }
        }
        for (String name : schema.required()) {
            if (!given.containsKey(name)) {
                throw invalid("The argument " + name + " is missing; it must be "
                        + schema.property(name).allowed() + ".");
            }
        }
        given.forEach(
                (name, value) -> schema.property(name).problem(name, value).ifPresent(problem -> {
                    throw invalid(problem);
                }));
        return json.convertValue(given, definition.arguments());
    }

    private static ToolException unknown(String tool, String name, ArgumentSchema schema) {
        String shown = name.replaceAll("\\p{Cntrl}", " ");
        if (shown.length() > MAX_NAME_LENGTH) {
            shown = shown.substring(0, MAX_NAME_LENGTH) + "…";
        }
        String near = NearestName.of(name, schema.properties().keySet())
                .map(valid -> "; did you mean " + valid + "?")
                .orElse(".");
        return new ToolException(
                ErrorCode.INVALID_ARGUMENT,
                "The argument " + shown + " is unknown" + near,
                schema.properties().isEmpty()
                        ? "Call " + tool + " without arguments."
                        : "The arguments of " + tool + " are "
                                + String.join(", ", schema.properties().keySet()) + ".");
    }

    private static ToolException invalid(String what) {
        return new ToolException(ErrorCode.INVALID_ARGUMENT, what, "Correct it and call again.");
    }
}
