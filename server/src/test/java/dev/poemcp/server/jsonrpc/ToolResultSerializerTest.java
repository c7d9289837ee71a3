package dev.poemcp.server.jsonrpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ImageContent;
import io.modelcontextprotocol.spec.McpSchema.ResourceLink;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ToolResultSerializerTest {
    private static final ObjectMapper JACKSON = new ObjectMapper();

    /** A result with another member. */
    record Wrapper(@JsonUnwrapped CallToolResult result, String resultType) {}

    static Stream<CallToolResult> results() {
        return Stream.of(
                CallToolResult.builder()
                        .addTextContent("é \n\"\ud83d\ude00")
                        .isError(true)
                        .build(),
                CallToolResult.builder()
                        .content(List.of(
                                TextContent.builder("a").meta(Map.of("m", 1)).build(),
                                ImageContent.builder("AA==", "image/png").build(),
                                ResourceLink.builder().uri("poe://x").name("x").build()))
                        .structuredContent(Map.of("list", Arrays.asList(1, null, Map.of("x", 1.5))))
                        .meta(Map.of("poe/error", Map.of("code", "network")))
                        .build(),
                new CallToolResult(List.of(), null, null, null));
    }

    @ParameterizedTest
    @MethodSource("results")
    void result_isWrittenAsByJackson(CallToolResult result) throws JsonProcessingException {
        assertEquals(JACKSON.writeValueAsString(result), JsonRpc.JSON.writeValueAsString(result));
        assertEquals(JACKSON.<JsonNode>valueToTree(result), JsonRpc.JSON.valueToTree(result));
    }

    @ParameterizedTest
    @MethodSource("results")
    void resultWithinAnother_isWrittenAsByJackson(CallToolResult result) throws JsonProcessingException {
        var wrapper = new Wrapper(result, "complete");

        assertEquals(JACKSON.writeValueAsString(wrapper), JsonRpc.JSON.writeValueAsString(wrapper));
    }
}
