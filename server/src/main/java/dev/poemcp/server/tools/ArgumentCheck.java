package dev.poemcp.server.tools;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.poemcp.tool.ErrorCode;
import dev.poemcp.tool.ToolDefinition;
import java.util.Map;

/** Judges a caller's arguments and turns them into the tool's record. */
public final class ArgumentCheck {
    private final ObjectMapper json = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    /**
     * @throws ToolException {@link ErrorCode#INVALID_ARGUMENT}: one sentence which argument is wrong and what is allowed
     */
    public <A extends Record> A bind(ToolDefinition<A, ?> definition, Map<String, Object> arguments) {
        return json.convertValue(arguments, definition.arguments());
    }
}
