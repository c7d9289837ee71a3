package dev.poemcp.tool.messages;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.poemcp.tool.Access;
import dev.poemcp.tool.Hints;
import dev.poemcp.tool.TakesFiles;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.Toolset;
import dev.poemcp.tool.WaitsForReply;
import dev.poemcp.tool.result.ComparedReply;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tool {@code compare_bots}. */
public final class CompareBots {
    public record Args(
            @JsonPropertyDescription("Markdown text.") @Size(min = 1, max = 1_000_000)
            String message,

            @JsonPropertyDescription("Bot handles, from explore.") @Size(min = 2, max = 8)
            List<@Size(min = 1, max = 200) String> bots,

            @JsonPropertyDescription("Bot that then reads all answers and says which is best and why, or merges them.")
            @Size(min = 1, max = 200)
            @Nullable
            String judge,

            @JsonPropertyDescription(TakesFiles.FILES) @Size(max = 20) @Nullable
            List<@Size(min = 1, max = 4096) String> files,

            @JsonPropertyDescription(WaitsForReply.WAIT_SECONDS) @Min(0) @Max(3600) @Nullable
            Integer waitSeconds,

            @JsonPropertyDescription(
                    "Send nothing if all together, the judge included, would cost more points than this; replaces the account's own limit.")
            @Min(0)
            @Nullable
            Long maxPoints)
            implements TakesFiles, WaitsForReply {}

    public record Result(
            List<ComparedReply> replies,

            @JsonPropertyDescription("The judge's reply.") @Nullable
            ComparedReply verdict,

            @JsonPropertyDescription("Total; null if one is unknown.") @Nullable
            Long pointsSpent) {}

    public static final ToolDefinition<Args, Result> DEFINITION = new ToolDefinition<>(
            "compare_bots",
            "Compare bots",
            "Ask 2–8 bots the same question in parallel, each in a new chat. Spends points for each.",
            Toolset.MESSAGES,
            Hints.adds(),
            Access.ACCOUNT_OR_API_KEY,
            Args.class,
            Result.class);

    private CompareBots() {}
}
