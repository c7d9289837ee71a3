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

/** The tool {@code clear_chat_context}. */
public final class ClearChatContext {
    public record Args(
            @JsonPropertyDescription(NamesChat.CHAT_ID) @Min(1) @Nullable
            Long chatId,

            @JsonPropertyDescription(NamesChat.CHAT_CODE) @Size(min = 1, max = 300) @Nullable
            String chatCode)
            implements NamesChat {}

    public record Result(
            long chatId,

            String chatCode,

            @JsonPropertyDescription("True: the bot sees no earlier messages.")
            boolean cleared) {}

    public static final ToolDefinition<Args, Result> DEFINITION = new ToolDefinition<>(
            "clear_chat_context",
            "Clear a chat's context",
            "Make the bot forget the chat so far. Its messages stay readable.",
            Toolset.CHATS,
            Hints.adds(),
            Access.ACCOUNT,
            Args.class,
            Result.class);

    private ClearChatContext() {}
}
