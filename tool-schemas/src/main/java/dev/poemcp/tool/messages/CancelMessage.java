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
            @JsonPropertyDescription("Numeric chat ID.") long chatId,

            @JsonPropertyDescription("True: no reply is in progress in this chat now.")
            boolean cancelled) {}

    public static final ToolDefinition<Args, Result> DEFINITION = new ToolDefinition<>(
            "cancel_message",
            "Cancel a reply",
            "Stop the reply that a bot is generating in a chat. Does nothing if no reply is in progress.",
            Toolset.MESSAGES,
            Hints.sets(),
            Access.ACCOUNT,
            Args.class,
            Result.class);

    private CancelMessage() {}
}
