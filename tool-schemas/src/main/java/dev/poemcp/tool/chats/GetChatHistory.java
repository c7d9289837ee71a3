package dev.poemcp.tool.chats;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.poemcp.tool.Access;
import dev.poemcp.tool.Hints;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.Toolset;
import dev.poemcp.tool.result.ChatResult;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tool {@code get_chat_history}. */
public final class GetChatHistory {
    public record Args(
            @JsonPropertyDescription("Maximum number of results. Default: 20.") @Min(1) @Max(100) @Nullable
            Integer count,

            @JsonPropertyDescription("next_cursor of the previous page. Default: first page.")
            @Size(min = 1, max = 2000)
            @Nullable
            String cursor,

            @JsonPropertyDescription("Only chats whose title contains this text; case-insensitive.")
            @Size(min = 1, max = 200)
            @Nullable
            String titleContains) {}

    public record Result(
            @JsonPropertyDescription("Chats, most recently active first.")
            List<ChatResult> chats,

            @JsonPropertyDescription("Pass as cursor to get the next page; null on the last page.") @Nullable
            String nextCursor) {}

    public static final ToolDefinition<Args, Result> DEFINITION = new ToolDefinition<>(
            "get_chat_history",
            "List chats",
            "List the account's chats, most recently active first, or find chats by title. Free.",
            Toolset.CHATS,
            Hints.reads(),
            Access.ACCOUNT,
            Args.class,
            Result.class);

    private GetChatHistory() {}
}
