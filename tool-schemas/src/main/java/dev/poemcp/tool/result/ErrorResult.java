package dev.poemcp.tool.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** A failure inside a result that succeeded as a whole. */
public record ErrorResult(
        @JsonPropertyDescription("As in poe/error, e.g. bot_not_found.")
        String code,

        @JsonPropertyDescription("What failed and what to do next.")
        String message,

        @JsonPropertyDescription("Whether the same may succeed later.")
        boolean retryable,

        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonPropertyDescription("Seconds to wait, where known.") @Nullable
        Long retryAfterSeconds) {}
