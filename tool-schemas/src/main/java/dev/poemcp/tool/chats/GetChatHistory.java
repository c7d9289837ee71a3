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
            @JsonPropertyDescription("Chats per page. Default: 20.") @Min(1) @Max(100) @Nullable
            Integer count,

            @JsonPropertyDescription("next_cursor of the page before.") @Size(min = 1, max = 2000) @Nullable
            String cursor,

            @JsonPropertyDescription("Part of the title, in any case.") @Size(min = 1, max = 200) @Nullable
            String titleContains) {}

    public record Result(
            @JsonPropertyDescription("Latest activity first.")
            List<ChatResult> chats,

            @Nullable String nextCursor) {}

    public static final ToolDefinition<Args, Result> DEFINITION = new ToolDefinition<>(
            "get_chat_history",
            "List chats",
            "List chats, latest activity first, or find them by title. Free.",
            Toolset.CHATS,
            Hints.reads(),
            Access.ACCOUNT,
            Args.class,
            Result.class);

    private GetChatHistory() {}
}
