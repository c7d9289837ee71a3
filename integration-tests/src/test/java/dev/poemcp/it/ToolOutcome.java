package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What a tool's call brought: the result as it came over the wire, and the progress before it. */
record ToolOutcome(JsonNode result, List<JsonNode> progress) {
    static ToolOutcome of(JsonNode response, List<JsonNode> progress) {
        return new ToolOutcome(HostSession.result(response), progress);
    }

    boolean isError() {
        return result.path("isError").asBoolean();
    }

    JsonNode structured() {
        return result.path("structuredContent");
    }

    /** All text blocks, one a line. */
    String text() {
        return StreamSupport.stream(result.path("content").spliterator(), false)
                .filter(block -> block.path("type").asText().equals("text"))
                .map(block -> block.path("text").asText())
                .collect(Collectors.joining("\n"));
    }

    /** {@code _meta["poe/error"]}. */
    JsonNode error() {
        return result.path("_meta").path("poe/error");
    }

    /** The pieces of text that progress brought, put together. */
    String progressText() {
        return progress.stream().map(params -> params.path("message").asText()).collect(Collectors.joining());
    }

    ToolOutcome assertOk() {
        assertFalse(isError(), () -> "failed: " + result);
        return this;
    }

    /** An error of this code whose text is two sentences at least and says no code, class or stack. */
    ToolOutcome assertError(String code) {
        assertTrue(isError(), () -> "should have failed with " + code + ": " + result);
        assertEquals(code, error().path("code").asText(), () -> result.toString());
        assertTrue(error().path("retryable").isBoolean(), () -> "retryable is missing: " + result);
        assertTrue(text().strip().endsWith("."), () -> "not a sentence: " + text());
        assertFalse(text().contains("Exception"), () -> "names a class: " + text());
        return this;
    }
}
