package dev.poemcp.server.protocol.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.tool.ToolDefinition;

/** Calls handlers on behalf of a task, including those of tools that are disabled for clients. */
@FunctionalInterface
public interface ToolCaller {
    /**
     * Blocks like the tool; an interrupt of the calling thread cancels it.
     *
     * @return the result of {@code tools/call}; a failure is a result, too
     */
    <A extends Record, R extends Record> JsonNode call(ToolDefinition<A, R> definition, A arguments);
}
