package dev.poemcp.tool;

/**
 * What the world sees of one tool. Its JSON Schemas are generated from the two records into files under git.
 *
 * @param name the wire's name, snake case
 * @param description tells a model when to use it and what it costs
 * @param arguments a record; components that are {@code @Nullable} are optional
 * @param result a record; what a successful call returns as structured content
 */
public record ToolDefinition<A extends Record, R extends Record>(
        String name,
        String title,
        String description,
        Toolset toolset,
        Hints hints,
        Access access,
        Class<A> arguments,
        Class<R> result) {}
