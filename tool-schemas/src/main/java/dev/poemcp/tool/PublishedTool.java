package dev.poemcp.tool;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
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
            // Not as the record, whose introspection takes 60 ms.
            return of(json.readValue(Objects.requireNonNull(in, file), Map.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PublishedTool of(Map<?, ?> file) {
        Map<String, Boolean> annotations = new LinkedHashMap<>();
        object(file, "annotations").forEach((name, value) -> annotations.put(name, (Boolean) value));
        return new PublishedTool(
                text(file, "name"),
                text(file, "title"),
                text(file, "description"),
                text(file, "toolset"),
                annotations,
                object(file, "inputSchema"),
                object(file, "outputSchema"));
    }

    private static String text(Map<?, ?> file, String name) {
        return (String) Objects.requireNonNull(file.get(name), name);
    }

    private static Map<String, Object> object(Map<?, ?> file, String name) {
        Map<String, Object> members = new LinkedHashMap<>();
        ((Map<?, ?>) Objects.requireNonNull(file.get(name), name))
                .forEach((member, value) -> members.put((String) member, value));
        return members;
    }
}
