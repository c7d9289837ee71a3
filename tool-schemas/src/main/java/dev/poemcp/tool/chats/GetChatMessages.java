package dev.poemcp.tool.chats;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.poemcp.tool.Access;
import dev.poemcp.tool.Hints;
import dev.poemcp.tool.NamesChat;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.Toolset;
import dev.poemcp.tool.result.ChatResult;
import dev.poemcp.tool.result.MessageResult;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tool {@code get_chat_messages}. */
public final class GetChatMessages {
    public record Args(
            @JsonPropertyDescription(NamesChat.CHAT_ID) @Min(1) @Nullable
            Long chatId,

            @JsonPropertyDescription(NamesChat.CHAT_CODE) @Size(min = 1, max = 300) @Nullable
            String chatCode,

            @JsonPropertyDescription("Messages per page. Default: 20.") @Min(1) @Max(100) @Nullable
            Integer count,

            @JsonPropertyDescription("next_cursor, for older messages.") @Size(min = 1, max = 2000) @Nullable
            String cursor)
            implements NamesChat {}

    public record Result(
            ChatResult chat,

            @JsonPropertyDescription("Oldest first.") List<MessageResult> messages,

            @Nullable String nextCursor) {}

    public static final ToolDefinition<Args, Result> DEFINITION = new ToolDefinition<>(
            "get_chat_messages",
            "Read a chat",
            "Read a chat's newest messages; cursor gets older ones. Free.",
            Toolset.CHATS,
            Hints.reads(),
            Access.ACCOUNT_OR_API_KEY,
            Args.class,
            Result.class);

    private GetChatMessages() {}
}
