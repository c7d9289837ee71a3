package dev.poemcp.tool.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** A chat. */
public record ChatResult(
        @JsonPropertyDescription("Number of the chat.") long chatId,

        @JsonPropertyDescription("Code of the chat, as in its URL.")
        String chatCode,

        @JsonPropertyDescription("Title; null until Poe has made one.") @Nullable
        String title,

        @JsonPropertyDescription("Where a browser shows it.")
        String url,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @JsonPropertyDescription("Handle of the bot that answers by default.")
        @Nullable
        String bot,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @JsonPropertyDescription("Last message or change, RFC 3339.")
        @Nullable
        String lastInteractionTime) {}
