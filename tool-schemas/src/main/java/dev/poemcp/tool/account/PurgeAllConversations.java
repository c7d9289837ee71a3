package dev.poemcp.tool.account;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.poemcp.tool.Access;
import dev.poemcp.tool.Hints;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.Toolset;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Deletes every chat. */
public final class PurgeAllConversations {
    /** What the caller says. */
    public record Args(
            @JsonPropertyDescription("Only where the user cannot be asked: the phrase that the error quotes.")
            @Size(max = 200)
            @Nullable
            String confirm) {}

    /** What the caller gets. */
    public record Result(
            @JsonPropertyDescription("True: every chat is gone.")
            boolean purged) {}

    public static final ToolDefinition<Args, Result> DEFINITION = new ToolDefinition<>(
            "purge_all_conversations",
            "Delete all chats",
            "Delete every chat of the account for good. Only on the user's explicit wish; asks them first.",
            Toolset.ACCOUNT,
            Hints.deletes(),
            Access.ACCOUNT,
            Args.class,
            Result.class);

    private PurgeAllConversations() {}
}
