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

/** Stops an answer. */
public final class CancelMessage {
    /** What the caller says. */
    public record Args(
            @JsonPropertyDescription(NamesChat.CHAT_ID) @Min(1) @Nullable
            Long chatId,

            @JsonPropertyDescription(NamesChat.CHAT_CODE) @Size(min = 1, max = 300) @Nullable
            String chatCode)
            implements NamesChat {}

    /** What the caller gets. */
    public record Result(
            @JsonPropertyDescription("Number of the chat.") long chatId,

            @JsonPropertyDescription("True: nothing is being written there any more.")
            boolean cancelled) {}

    public static final ToolDefinition<Args, Result> DEFINITION = new ToolDefinition<>(
            "cancel_message",
            "Cancel an answer",
            "Stop the answer that is being written in a chat. Harmless if there is none.",
            Toolset.MESSAGES,
            Hints.sets(),
            Access.ACCOUNT,
            Args.class,
            Result.class);

    private CancelMessage() {}
}
