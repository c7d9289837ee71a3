package dev.poemcp.server.protocol.stateless;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.util.LinkedHashMap;
import java.util.Map;

/** A tool's result in this revision. Written without a tree, since most results are of this kind. */
record CompleteToolResult(@JsonUnwrapped CallToolResult result, String resultType) {
    /** @param meta added to the metadata of the result */
    static CompleteToolResult of(CallToolResult result, Map<String, ?> meta) {
        var all = new LinkedHashMap<String, Object>(result.meta() == null ? Map.of() : result.meta());
        all.putAll(meta);
        return new CompleteToolResult(
                new CallToolResult(result.content(), result.isError(), result.structuredContent(), all), "complete");
    }
}
