package dev.poemcp.server.protocol.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Calls tools on behalf of a task, including those that are disabled for clients. */
@FunctionalInterface
public interface ReplyTools {
    /**
     * Blocks like the tool; an interrupt of the calling thread cancels it.
     *
     * @return the result of {@code tools/call}; a failure is a result, too
     */
    JsonNode call(String tool, ObjectNode arguments);
}
