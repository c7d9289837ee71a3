package dev.poemcp.tool.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** A failure of one part of a successful result. */
public record ErrorResult(
        String code,

        String message,

        boolean retryable,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long retryAfterSeconds) {}
