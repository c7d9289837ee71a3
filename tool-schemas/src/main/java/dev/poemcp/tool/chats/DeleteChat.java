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

/** The tool {@code delete_chat}. */
public final class DeleteChat {
    public record Args(
            @JsonPropertyDescription(NamesChat.CHAT_ID) @Min(1) @Nullable
            Long chatId,

            @JsonPropertyDescription(NamesChat.CHAT_CODE) @Size(min = 1, max = 300) @Nullable
            String chatCode)
            implements NamesChat {}

    public record Result(long chatId, String chatCode, boolean deleted) {}

    public static final ToolDefinition<Args, Result> DEFINITION = new ToolDefinition<>(
            "delete_chat",
            "Delete a chat",
            "Permanently delete a chat and all its messages. Only if the user asks.",
            Toolset.CHATS,
            Hints.deletes(),
            Access.ACCOUNT,
            Args.class,
            Result.class);

    private DeleteChat() {}
}
