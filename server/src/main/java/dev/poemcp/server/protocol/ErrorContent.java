package dev.poemcp.server.protocol;

import dev.poemcp.server.tools.api.ToolError;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A failure as a tool result: one sentence on what failed, one on what to do next, and the same as data. */
final class ErrorContent {
    private ErrorContent() {}

    static CallToolResult of(ToolError error) {
        return CallToolResult.builder()
                .addTextContent(error.what().strip() + " " + error.nextStep().strip())
                .isError(true)
                .meta(Map.of("poe/error", details(error)))
                .build();
    }

    static Map<String, Object> details(ToolError error) {
        var details = new LinkedHashMap<String, Object>();
        details.put("code", error.code().wireName());
        details.put("retryable", error.retryable());
        error.retryAfter().ifPresent(wait -> details.put("retry_after_seconds", wholeSeconds(wait)));
        return details;
    }

    /** Rounded up, so that waiting this long is enough. */
    private static long wholeSeconds(Duration wait) {
        return wait.plusMillis(999).toSeconds();
    }
}
