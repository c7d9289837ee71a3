package dev.poemcp.server.tools.api;

import dev.poemcp.tool.ToolDefinition;
import java.util.List;

/** A tool's definition and the handler that does its work. */
public record BoundTool<A extends Record, R extends Record>(
        ToolDefinition<A, R> definition, ToolHandler<A, R> handler) {
    /** The handler of that definition; there must be one. */
    @SuppressWarnings("unchecked") // The definitions are equal, so the types match.
    public static <A extends Record, R extends Record> ToolHandler<A, R> handler(
            List<BoundTool<?, ?>> tools, ToolDefinition<A, R> definition) {
        return (ToolHandler<A, R>) tools.stream()
                .filter(tool -> tool.definition().equals(definition))
                .findFirst()
                .orElseThrow()
                .handler();
    }
}
