package dev.poemcp.server.protocol;

import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.tool.PublishedTool;
import dev.poemcp.tool.ToolDefinition;
import java.util.List;
import java.util.Map;

/** The tools of a {@code tools/list} result, built from the generated files; sorted by name. */
public final class ToolListing {
    private ToolListing() {}

    public static List<Map<String, Object>> of(List<ToolDefinition<?, ?>> definitions) {
        return definitions.stream()
                .map(definition -> listed(PublishedTool.of(definition, JsonRpc.JSON)))
                .toList();
    }

    private static Map<String, Object> listed(PublishedTool tool) {
        return new JsonObject()
                .with("name", tool.name())
                .with("title", tool.title())
                .with("description", tool.description())
                .with("inputSchema", tool.inputSchema())
                .with("outputSchema", tool.outputSchema())
                .with("annotations", tool.annotations())
                .asMap();
    }
}
