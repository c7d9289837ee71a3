package dev.poemcp.tool;

/**
 * The published definition of a tool. Its JSON Schemas are generated from the two records into files under version
 * control.
 *
 * @param name name in MCP, in snake case
 * @param description tells a model when to use the tool and what it costs
 * @param arguments record type; {@code @Nullable} components are optional arguments
 * @param result record type; the structured content of a successful call
 */
public record ToolDefinition<A extends Record, R extends Record>(
        String name,
        String title,
        String description,
        Toolset toolset,
        Hints hints,
        Access access,
        Class<A> arguments,
        Class<R> result) {
    /** What decides whether the tool is listed. */
    public ToolTraits traits() {
        return new ToolTraits(name, toolset, hints.readOnly(), access);
    }
}
