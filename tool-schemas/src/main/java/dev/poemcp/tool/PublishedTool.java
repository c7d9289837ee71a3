package dev.poemcp.tool;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/**
 * A tool as {@code tools/list} shows it, read from its generated file. Nothing is generated at run time.
 *
 * @param annotations the four hints, by their MCP names
 * @param inputSchema JSON Schema 2020-12
 * @param outputSchema JSON Schema 2020-12
 */
public record PublishedTool(
        String name,
        String title,
        String description,
        String toolset,
        Map<String, Boolean> annotations,
        @JsonProperty("inputSchema") Map<String, Object> inputSchema,
        @JsonProperty("outputSchema") Map<String, Object> outputSchema) {

    /** Class path folder of the generated files. */
    static final String FOLDER = "/dev/poemcp/tool/schemas/";

    /** Reads the generated file of a tool. */
    public static PublishedTool of(ToolDefinition<?, ?> definition, ObjectMapper json) {
        String file = FOLDER + definition.name() + ".json";
        try (InputStream in = PublishedTool.class.getResourceAsStream(file)) {
            return json.readValue(Objects.requireNonNull(in, file), PublishedTool.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
