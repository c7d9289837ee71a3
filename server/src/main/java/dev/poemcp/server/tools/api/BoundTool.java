package dev.poemcp.server.tools.api;

import dev.poemcp.tool.ToolDefinition;

/** A tool's definition and the handler that does its work. */
public record BoundTool<A extends Record, R extends Record>(
        ToolDefinition<A, R> definition, ToolHandler<A, R> handler) {}
