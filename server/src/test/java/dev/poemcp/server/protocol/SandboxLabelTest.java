package dev.poemcp.server.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SandboxLabelTest {
    @Test
    void sandboxResult_isLabelledAndOtherwiseUnchanged() {
        var plain = CallToolResult.builder()
                .addTextContent("old pond")
                .structuredContent(Map.of("text", "old pond"))
                .isError(true)
                .meta(Map.of("poe/error", Map.of("code", "timeout")))
                .build();

        var labelled = SandboxLabel.on(plain);

        assertEquals(plain.content().get(0), labelled.content().get(0));
        assertTrue(labelled.content().get(1).toString().contains("not from poe.com"));
        assertEquals(plain.structuredContent(), labelled.structuredContent());
        assertEquals(true, labelled.isError());
        assertEquals(Map.of("poe/error", Map.of("code", "timeout"), "poe/sandbox", true), labelled.meta());
    }
}
