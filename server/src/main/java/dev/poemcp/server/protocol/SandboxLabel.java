package dev.poemcp.server.protocol;

import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/** Labels results of the embedded emulator, so that neither a user nor a model takes them for poe.com's. */
final class SandboxLabel {
    private static final String TEXT = "[Sandbox: this comes from an embedded emulator of Poe, not from poe.com.]";

    private SandboxLabel() {}

    static CallToolResult on(CallToolResult result) {
        var content = new ArrayList<Content>(result.content());
        content.add(TextContent.builder(TEXT).build());
        var meta = new LinkedHashMap<String, Object>(result.meta() == null ? Map.of() : result.meta());
        meta.put("poe/sandbox", true);
        return new CallToolResult(content, result.isError(), result.structuredContent(), meta);
    }
}
