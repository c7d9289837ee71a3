package dev.poemcp.tool.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** A chat of the account, or a conversation of this server with the API key, without number and page. */
public record ChatResult(
        @Nullable Long chatId,

        String chatCode,

        @Nullable String title,

        @Nullable String url,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String bot,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String lastInteractionTime) {}
