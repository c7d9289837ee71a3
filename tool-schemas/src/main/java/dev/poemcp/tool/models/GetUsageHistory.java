package dev.poemcp.tool.models;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.poemcp.tool.Access;
import dev.poemcp.tool.Hints;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.Toolset;
import dev.poemcp.tool.result.ReplyResult;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tool {@code get_usage_history}. */
public final class GetUsageHistory {
    public record Args(
            @JsonPropertyDescription("Entries per page. Default: 20.") @Min(1) @Max(100) @Nullable
            Integer count,

            @JsonPropertyDescription("next_cursor of the page before.") @Size(min = 1, max = 2000) @Nullable
            String cursor) {}

    public record Result(
            @JsonPropertyDescription("Newest first.") List<Entry> entries,
            @Nullable String nextCursor,
            ReplyResult.Via source) {}

    /** What one message cost. {@code null}: the source does not tell. */
    public record Entry(
            @Nullable String queryId,

            @Nullable String time,

            @Nullable String bot,

            @Nullable Long points,

            @Nullable String costUsd,

            @Nullable String usageType,

            @Nullable String chatName) {}

    public static final ToolDefinition<Args, Result> DEFINITION = new ToolDefinition<>(
            "get_usage_history",
            "List spent points",
            "List what messages cost, newest first: time, bot, points. Free.",
            Toolset.MODELS,
            Hints.reads(),
            Access.ACCOUNT_OR_API_KEY,
            Args.class,
            Result.class);

    private GetUsageHistory() {}
}
