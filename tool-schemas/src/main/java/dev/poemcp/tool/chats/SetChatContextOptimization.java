package dev.poemcp.tool.chats;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.poemcp.tool.Access;
import dev.poemcp.tool.Hints;
import dev.poemcp.tool.NamesChat;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.Toolset;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Switches the context optimization of a chat. */
public final class SetChatContextOptimization {
    /** What the caller says. */
    public record Args(
            @JsonPropertyDescription(NamesChat.CHAT_ID) @Min(1) @Nullable
            Long chatId,

            @JsonPropertyDescription(NamesChat.CHAT_CODE) @Size(min = 1, max = 300) @Nullable
            String chatCode,

            @JsonPropertyDescription("On or off.") Boolean enabled)
            implements NamesChat {}

    /** What the caller gets. */
    public record Result(
            @JsonPropertyDescription("Number of the chat.") long chatId,
            @JsonPropertyDescription("What holds now.") boolean enabled) {}

    public static final ToolDefinition<Args, Result> DEFINITION = new ToolDefinition<>(
            "set_chat_context_optimization",
            "Set context optimization",
            "Switch on or off that Poe shortens what the bot sees of a long chat, to save points.",
            Toolset.CHATS,
            Hints.sets(),
            Access.ACCOUNT,
            Args.class,
            Result.class);

    private SetChatContextOptimization() {}
}
