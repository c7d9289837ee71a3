package dev.poemcp.tool.messages;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.poemcp.tool.Access;
import dev.poemcp.tool.Hints;
import dev.poemcp.tool.NamesChat;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.Toolset;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tool {@code delete_messages}. */
public final class DeleteMessages {
    public record Args(
            @JsonPropertyDescription(NamesChat.CHAT_ID) @Min(1) @Nullable
            Long chatId,

            @JsonPropertyDescription(NamesChat.CHAT_CODE) @Size(min = 1, max = 300) @Nullable
            String chatCode,

            @JsonPropertyDescription("message_id of each, all in this chat.") @Size(min = 1, max = 100)
            List<@Min(1) Long> messageIds)
            implements NamesChat {}

    public record Result(String chatCode, List<Long> deletedMessageIds) {}

    public static final ToolDefinition<Args, Result> DEFINITION = new ToolDefinition<>(
            "delete_messages",
            "Delete messages",
            "Permanently delete messages from a chat. Only if the user asks.",
            Toolset.MESSAGES,
            Hints.deletes(),
            Access.ACCOUNT,
            Args.class,
            Result.class);

    private DeleteMessages() {}
}
