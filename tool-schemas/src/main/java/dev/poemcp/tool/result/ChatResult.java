package dev.poemcp.tool.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** A chat. */
public record ChatResult(
        @JsonPropertyDescription("Numeric chat ID.") long chatId,

        @JsonPropertyDescription("Chat code, as in the chat's URL.")
        String chatCode,

        @JsonPropertyDescription("Title; null until Poe sets one.") @Nullable
        String title,

        @JsonPropertyDescription("URL of the chat in a browser.")
        String url,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @JsonPropertyDescription("Handle of the chat's default bot.")
        @Nullable
        String bot,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @JsonPropertyDescription("Time of the last message or change, RFC 3339.")
        @Nullable
        String lastInteractionTime) {}
