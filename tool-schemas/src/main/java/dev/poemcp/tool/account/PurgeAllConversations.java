package dev.poemcp.tool.account;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.poemcp.tool.Access;
import dev.poemcp.tool.Hints;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.Toolset;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The tool {@code purge_all_conversations}. */
public final class PurgeAllConversations {
    public record Args(
            @JsonPropertyDescription("Phrase that the error quotes; only if the host cannot ask the user.")
            @Size(max = 200)
            @Nullable
            String confirm) {}

    public record Result(boolean purged) {}

    public static final ToolDefinition<Args, Result> DEFINITION = new ToolDefinition<>(
            "purge_all_conversations",
            "Delete all chats",
            "Permanently delete all chats of the account. Only if the user asks; the user must confirm.",
            Toolset.ACCOUNT,
            Hints.deletes(),
            Access.ACCOUNT,
            Args.class,
            Result.class);

    private PurgeAllConversations() {}
}
