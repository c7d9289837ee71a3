package dev.poemcp.tool.chats;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.poemcp.tool.Access;
import dev.poemcp.tool.Hints;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.Toolset;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tool {@code search_chats}. */
public final class SearchChats {
    public record Args(
            @JsonPropertyDescription("Words, \"a phrase\", pre*, -not, bot:NAME, after:2026-01-31, before:2026-12-31.")
            @Size(min = 1, max = 1000)
            String query,

            @JsonPropertyDescription("Hits per page. Default: 10.") @Min(1) @Max(50) @Nullable
            Integer count,

            @JsonPropertyDescription("next_cursor of the page before.") @Size(min = 1, max = 200) @Nullable
            String cursor) {}

    /** A message that was found. */
    public record Hit(
            String chatCode,

            @Nullable Long chatId,

            @Nullable String title,

            long messageId,

            @JsonPropertyDescription("user, or bot handle.") String author,

            String creationTime,

            @JsonPropertyDescription("Matches are in **.") String snippet) {}

    public record Result(
            @JsonPropertyDescription("Best first.") List<Hit> hits,

            @Nullable String nextCursor,

            @JsonPropertyDescription("Later messages may be missing. Null: the archive was never completed.") @Nullable
            String archivedUntil) {}

    public static final ToolDefinition<Args, Result> DEFINITION = new ToolDefinition<>(
            "search_chats",
            "Search chats",
            "Find messages by words in the local archive of the user's Poe chats. get_chat_messages reads the chat. Free.",
            Toolset.CHATS,
            Hints.readsHere(),
            Access.ARCHIVE,
            Args.class,
            Result.class);

    private SearchChats() {}
}
