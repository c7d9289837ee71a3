package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The result of a tool call as received, with the progress before it. */
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

    /** All text blocks, one per line. */
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

    /** The text of all progress notifications. */
    String progressText() {
        return progress.stream().map(params -> params.path("message").asText()).collect(Collectors.joining());
    }

    ToolOutcome assertOk() {
        assertFalse(isError(), () -> "failed: " + result);
        return this;
    }

    /** Asserts an error with this code whose text is a sentence without class names. */
    ToolOutcome assertError(String code) {
        assertTrue(isError(), () -> "should have failed with " + code + ": " + result);
        assertEquals(code, error().path("code").asText(), () -> result.toString());
        assertTrue(error().path("retryable").isBoolean(), () -> "retryable is missing: " + result);
        assertTrue(text().strip().endsWith("."), () -> "not a sentence: " + text());
        assertFalse(text().contains("Exception"), () -> "names a class: " + text());
        return this;
    }
}
