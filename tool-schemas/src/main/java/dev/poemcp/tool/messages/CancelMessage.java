package dev.poemcp.tool.messages;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.poemcp.tool.Access;
import dev.poemcp.tool.Hints;
import dev.poemcp.tool.NamesChat;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.Toolset;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The tool {@code cancel_message}. */
public final class CancelMessage {
    public record Args(
            @JsonPropertyDescription(NamesChat.CHAT_ID) @Min(1) @Nullable
            Long chatId,

            @JsonPropertyDescription(NamesChat.CHAT_CODE) @Size(min = 1, max = 300) @Nullable
            String chatCode)
            implements NamesChat {}

    public record Result(
            @Nullable Long chatId,

            String chatCode,

            @JsonPropertyDescription("False: no answer was in progress.")
            boolean cancelled) {}

    public static final ToolDefinition<Args, Result> DEFINITION = new ToolDefinition<>(
            "cancel_message",
            "Cancel an answer",
            "Stop the answer in progress in a chat, if there is one.",
            Toolset.MESSAGES,
            Hints.sets(),
            Access.ACCOUNT_OR_API_KEY,
            Args.class,
            Result.class);

    private CancelMessage() {}
}
