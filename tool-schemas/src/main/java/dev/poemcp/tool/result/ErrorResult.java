package dev.poemcp.tool.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** A failure of one part of a successful result. */
public record ErrorResult(
        @JsonPropertyDescription("Error code, e.g. bot_not_found.")
        String code,

        @JsonPropertyDescription("What failed and what to do next.")
        String message,

        @JsonPropertyDescription("Whether the same request may succeed later.")
        boolean retryable,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @JsonPropertyDescription("Seconds to wait before a retry; absent if unknown.")
        @Nullable
        Long retryAfterSeconds) {}
