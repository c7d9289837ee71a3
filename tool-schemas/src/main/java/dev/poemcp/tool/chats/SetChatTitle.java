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

/** The tool {@code set_chat_title}. */
public final class SetChatTitle {
    public record Args(
            @JsonPropertyDescription(NamesChat.CHAT_ID) @Min(1) @Nullable
            Long chatId,

            @JsonPropertyDescription(NamesChat.CHAT_CODE) @Size(min = 1, max = 300) @Nullable
            String chatCode,

            @JsonPropertyDescription("New title.") @Size(min = 1, max = 200)
            String title)
            implements NamesChat {}

    public record Result(long chatId, String chatCode, String title) {}

    public static final ToolDefinition<Args, Result> DEFINITION = new ToolDefinition<>(
            "set_chat_title",
            "Rename a chat",
            "Change the title of a chat.",
            Toolset.CHATS,
            Hints.sets(),
            Access.ACCOUNT,
            Args.class,
            Result.class);

    private SetChatTitle() {}
}
