package dev.poemcp.server.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.prompts.Prompts;
import io.modelcontextprotocol.spec.McpError;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PromptMethodsTest {
    private final PromptMethods methods = new PromptMethods(Prompts.all());

    private String compareBots(Map<String, String> arguments) {
        var params = Map.of("name", "compare_bots", "arguments", arguments);
        JsonNode prompt =
                JsonRpc.JSON.valueToTree(methods.get(new Parameters(JsonRpc.JSON.<JsonNode>valueToTree(params))));
        return prompt.path("messages").path(0).path("content").path("text").asText();
    }

    @Test
    void optionalArgument_isListedAndMayBeMissing() {
        JsonNode listed = JsonRpc.JSON.valueToTree(methods.list(new Parameters(null)));
        var required = JsonRpc.JSON.createObjectNode();
        listed.path("prompts")
                .forEach(prompt -> prompt.path("arguments")
                        .forEach(argument -> required.set(argument.path("name").asText(), argument.path("required"))));

        assertFalse(required.path("judge").asBoolean(true), required::toString);
        assertTrue(required.path("bots").asBoolean(), required::toString);
        for (var blank : new String[] {"", " "}) {
            String text = compareBots(Map.of("bots", "A, B", "question", "Why?", "judge", blank));
            assertEquals(compareBots(Map.of("bots", "A, B", "question", "Why?")), text);
            assertFalse(text.contains("judge"), text);
        }
    }

    @Test
    void judge_isNamedInThePrompt() {
        String text = compareBots(Map.of("bots", "A, B", "question", "Why?", "judge", "C"));

        assertTrue(
                text.contains("compare_bots, with \"C\" as judge: A, B. Then show me the verdict and compare"), text);
        assertTrue(text.endsWith("Question:\n\nWhy?"), text);
    }

    @Test
    void missingRequiredArgument_isRejected() {
        assertThrows(McpError.class, () -> compareBots(Map.of("bots", "A, B", "judge", "C")));
    }
}
