package dev.poemcp.server.protocol.stateless;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.server.jsonrpc.JsonRpc;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CompleteToolResultTest {
    @Test
    void writtenResult_hasTheFieldsOfTheToolResultAndItsType() {
        var result = CallToolResult.builder()
                .addTextContent("hello")
                .structuredContent(Map.of("greeting", "hello"))
                .isError(false)
                .meta(Map.of("poe/sandbox", true))
                .build();
        ObjectNode expected = JsonRpc.JSON.valueToTree(result);
        expected.put("resultType", "complete").withObjectProperty("_meta").put("server", "test");

        assertEquals(expected, JsonRpc.JSON.valueToTree(CompleteToolResult.of(result, Map.of("server", "test"))));
    }

    @Test
    void writtenResultWithoutMetadata_hasTheAdded() {
        var result = CallToolResult.builder().addTextContent("hello").build();
        ObjectNode expected = JsonRpc.JSON.valueToTree(result);
        expected.put("resultType", "complete").putObject("_meta").put("server", "test");

        assertEquals(expected, JsonRpc.JSON.valueToTree(CompleteToolResult.of(result, Map.of("server", "test"))));
    }
}
