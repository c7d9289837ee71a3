package dev.poemcp.tool.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** A chat. */
public record ChatResult(
        long chatId,

        String chatCode,

        @Nullable String title,

        String url,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String bot,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String lastInteractionTime) {}
