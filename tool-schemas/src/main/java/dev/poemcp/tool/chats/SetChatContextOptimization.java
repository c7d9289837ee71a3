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

/** The tool {@code set_chat_context_optimization}. */
public final class SetChatContextOptimization {
    public record Args(
            @JsonPropertyDescription(NamesChat.CHAT_ID) @Min(1) @Nullable
            Long chatId,

            @JsonPropertyDescription(NamesChat.CHAT_CODE) @Size(min = 1, max = 300) @Nullable
            String chatCode,

            @JsonPropertyDescription("True: on. False: off.")
            Boolean enabled)
            implements NamesChat {}

    public record Result(long chatId, String chatCode, boolean enabled) {}

    public static final ToolDefinition<Args, Result> DEFINITION = new ToolDefinition<>(
            "set_chat_context_optimization",
            "Set context optimization",
            "Let Poe shorten a long chat's context to save points.",
            Toolset.CHATS,
            Hints.sets(),
            Access.ACCOUNT,
            Args.class,
            Result.class);

    private SetChatContextOptimization() {}
}
