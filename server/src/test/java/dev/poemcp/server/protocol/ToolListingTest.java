package dev.poemcp.server.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.tool.PublishedTool;
import dev.poemcp.tool.catalog.ToolCatalog;
import dev.poemcp.tool.messages.SendMessage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ToolListingTest {
    @Test
    void noAllowedFolder_leavesUrls() {
        assertEquals("Attachments: public http(s) URLs.", description(false, "send_message", "files"));
        assertEquals("Attachments: public http(s) URLs.", description(false, "compare_bots", "files"));
    }

    @Test
    void allowedFolder_isToldOf() {
        assertTrue(description(true, "send_message", "files").contains("local paths"));
    }

    @Test
    void waitSeconds_haveTheConfiguredDefault() {
        for (var tool : new String[] {"send_message", "retry_message", "get_reply", "compare_bots"}) {
            var description = description(true, tool, "wait_seconds");
            assertTrue(description.contains("(default 20)"), description);
        }
    }

    @Test
    void parametersWithoutKey_nameTheSetting() {
        assertTrue(description(true, "send_message", "parameters").contains("POE_API_KEY"));
    }

    @Test
    void otherArguments_areAsGenerated() {
        var listed = schema(false, "send_message");
        var generated = JsonRpc.JSON.valueToTree(
                PublishedTool.of(SendMessage.DEFINITION, JsonRpc.JSON).inputSchema());

        assertEquals(
                generated.path("properties").path("bot"),
                listed.path("properties").path("bot"));
        assertEquals(generated.path("required"), listed.path("required"));
        assertFalse(listed.path("properties").path("files").path("maxItems").isMissingNode());
    }

    private static String description(boolean localFiles, String tool, String argument) {
        return schema(localFiles, tool)
                .path("properties")
                .path(argument)
                .path("description")
                .asText();
    }

    private static JsonNode schema(boolean localFiles, String name) {
        JsonNode tools = JsonRpc.JSON.valueToTree(
                new ToolListing(localFiles, Duration.ofSeconds(20)).list(ToolCatalog.all(), false));
        for (var tool : tools) {
            if (tool.path("name").asText().equals(name)) {
                return tool.path("inputSchema");
            }
        }
        throw new AssertionError(name + " is not listed");
    }
}
