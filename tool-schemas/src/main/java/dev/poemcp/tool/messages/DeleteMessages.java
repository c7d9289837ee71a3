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

/** Deletes messages. */
public final class DeleteMessages {
    /** What the caller says. */
    public record Args(
            @JsonPropertyDescription(NamesChat.CHAT_ID) @Min(1) @Nullable
            Long chatId,

            @JsonPropertyDescription(NamesChat.CHAT_CODE) @Size(min = 1, max = 300) @Nullable
            String chatCode,

            @JsonPropertyDescription("message_id of messages of that chat.") @Size(min = 1, max = 100)
            List<@Min(1) Long> messageIds)
            implements NamesChat {}

    /** What the caller gets. */
    public record Result(
            @JsonPropertyDescription("Code of the chat.") String chatCode,

            @JsonPropertyDescription("Messages that are gone.")
            List<Long> deletedMessageIds) {}

    public static final ToolDefinition<Args, Result> DEFINITION = new ToolDefinition<>(
            "delete_messages",
            "Delete messages",
            "Delete messages of a chat for good. Only on the user's wish.",
            Toolset.MESSAGES,
            Hints.deletes(),
            Access.ACCOUNT,
            Args.class,
            Result.class);

    private DeleteMessages() {}
}
