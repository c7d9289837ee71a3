package dev.poemcp.server.protocol;

import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.views.View;
import dev.poemcp.tool.PublishedTool;
import dev.poemcp.tool.TakesFiles;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.WaitsForReply;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tools of a {@code tools/list} result, built from the generated files; sorted by name. Arguments that depend on
 * the configuration are described as it allows them.
 *
 * @param localFiles whether any folder is allowed for attachments
 * @param replyWait default of {@code wait_seconds}
 */
public record ToolListing(boolean localFiles, Duration replyWait) {
    /**
     * The entries of {@code tools/list}.
     *
     * @param views whether the client shows views; only then they are named
     */
    public List<Map<String, Object>> list(List<ToolDefinition<?, ?>> definitions, boolean views) {
        return definitions.stream().map(definition -> listed(definition, views)).toList();
    }

    private Map<String, Object> listed(ToolDefinition<?, ?> definition, boolean views) {
        var tool = PublishedTool.of(definition, JsonRpc.JSON);
        return new JsonObject()
                .with("name", tool.name())
                .with("title", tool.title())
                .with("description", tool.description())
                .with("inputSchema", described(tool.inputSchema(), descriptions(definition.arguments())))
                .with("outputSchema", tool.outputSchema())
                .with("annotations", tool.annotations())
                .with(
                        "_meta",
                        views ? View.ofTool(tool.name()).map(View::toolMeta).orElse(null) : null)
                .asMap();
    }

    /** The descriptions that differ from the generated ones, by argument. */
    private Map<String, String> descriptions(Class<?> arguments) {
        var descriptions = new LinkedHashMap<String, String>();
        if (WaitsForReply.class.isAssignableFrom(arguments)) {
            descriptions.put("wait_seconds", WaitsForReply.waitSeconds(replyWait.toSeconds()));
        }
        if (TakesFiles.class.isAssignableFrom(arguments) && !localFiles) {
            descriptions.put("files", TakesFiles.URLS_ONLY);
        }
        return descriptions;
    }

    private static Map<String, Object> described(Map<String, Object> schema, Map<String, String> descriptions) {
        if (descriptions.isEmpty() || !(schema.get("properties") instanceof Map<?, ?> properties)) {
            return schema;
        }
        var changed = new LinkedHashMap<Object, Object>(properties);
        descriptions.forEach((name, text) -> changed.computeIfPresent(name, (key, argument) -> {
            var copy = new LinkedHashMap<Object, Object>((Map<?, ?>) argument);
            copy.put("description", text);
            return copy;
        }));
        var copy = new LinkedHashMap<>(schema);
        copy.put("properties", changed);
        return copy;
    }
}
