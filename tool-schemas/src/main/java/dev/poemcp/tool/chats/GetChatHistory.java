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

/** Lists chats. */
public final class GetChatHistory {
    /** What the caller says. */
    public record Args(
            @JsonPropertyDescription("How many, default 20.") @Min(1) @Max(100) @Nullable
            Integer count,

            @JsonPropertyDescription("next_cursor of the page before.") @Size(min = 1, max = 2000) @Nullable
            String cursor,

            @JsonPropertyDescription("Only chats with this in their title, whatever the case.")
            @Size(min = 1, max = 200)
            @Nullable
            String titleContains) {}

    /** What the caller gets. */
    public record Result(
            @JsonPropertyDescription("Newest activity first.")
            List<ChatResult> chats,

            @JsonPropertyDescription("Asks for the next page; null at the end.") @Nullable
            String nextCursor) {}

    public static final ToolDefinition<Args, Result> DEFINITION = new ToolDefinition<>(
            "get_chat_history",
            "List chats",
            "List or find the account's chats, newest activity first. Free.",
            Toolset.CHATS,
            Hints.reads(),
            Access.ACCOUNT,
            Args.class,
            Result.class);

    private GetChatHistory() {}
}
