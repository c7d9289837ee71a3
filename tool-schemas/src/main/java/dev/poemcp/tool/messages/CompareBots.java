package dev.poemcp.tool.messages;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.poemcp.tool.Access;
import dev.poemcp.tool.Hints;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.Toolset;
import dev.poemcp.tool.result.ComparedReply;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks several bots the same. */
public final class CompareBots {
    /** What the caller says. */
    public record Args(
            @JsonPropertyDescription("What to say; Markdown.") @Size(min = 1, max = 1_000_000)
            String message,

            @JsonPropertyDescription("Bot handles, as explore finds them.") @Size(min = 2, max = 8)
            List<@Size(min = 1, max = 200) String> bots,

            @JsonPropertyDescription("Local paths or public http(s) URLs to attach.") @Size(max = 20) @Nullable
            List<@Size(min = 1, max = 4096) String> files,

            @JsonPropertyDescription("After so many seconds an unfinished reply is handed back as it is; 0 at once.")
            @Min(0)
            @Max(3600)
            @Nullable
            Integer waitSeconds,

            @JsonPropertyDescription("Refuse, unsent, if all together cost more points.") @Min(0) @Nullable
            Long maxPoints) {}

    /** What the caller gets. */
    public record Result(
            @JsonPropertyDescription("One for each bot, in order.")
            List<ComparedReply> replies,

            @JsonPropertyDescription("Points that all cost together; null where one is unknown.") @Nullable
            Long pointsSpent) {}

    public static final ToolDefinition<Args, Result> DEFINITION = new ToolDefinition<>(
            "compare_bots",
            "Compare bots",
            "Ask 2 to 8 bots the same at once, each in a new chat, and see their answers side by side. Spends points for each.",
            Toolset.MESSAGES,
            Hints.adds(),
            Access.ACCOUNT_OR_API_KEY,
            Args.class,
            Result.class);

    private CompareBots() {}
}
