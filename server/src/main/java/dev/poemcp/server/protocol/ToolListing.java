package dev.poemcp.server.protocol;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.tool.PublishedTool;
import dev.poemcp.tool.ToolDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tools of a {@code tools/list} result, built from the generated files; sorted by name. */
public final class ToolListing {
    private ToolListing() {}

    public static List<Map<String, Object>> of(List<ToolDefinition<?, ?>> definitions) {
        var json = new ObjectMapper();
        var tools = new ArrayList<Map<String, Object>>();
        for (var definition : definitions) {
            var published = PublishedTool.of(definition, json);
            var tool = new LinkedHashMap<String, Object>();
            tool.put("name", published.name());
            tool.put("title", published.title());
            tool.put("description", published.description());
            tool.put("inputSchema", published.inputSchema());
            tool.put("outputSchema", published.outputSchema());
            tool.put("annotations", published.annotations());
            tools.add(tool);
        }
        return tools;
    }
}
